namespace EmailPlatform.Server.Connector;

/// <summary>Overrides a guard; needs the scope <c>override</c>, and the audit shows it.</summary>
internal sealed record ForceRequest(string Reason);
