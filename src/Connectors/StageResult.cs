namespace EmailPlatform.Connectors;

/// <summary>How one step of an attempt went.</summary>
/// <param name="Detail">What was seen, in words, without secrets: the address, the TLS version, the server's reply.</param>
public sealed record StageResult(Stage Stage, bool Ok, string Detail, double Milliseconds);
