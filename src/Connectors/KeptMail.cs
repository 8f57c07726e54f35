namespace EmailPlatform.Connectors;

/// <summary>A mail in the development mailbox.</summary>
public sealed record KeptMail(
    string MessageId,
    string From,
    string To,
    string Subject,
    string? Text,
    string? Html,
    IReadOnlyList<KeyValuePair<string, string>> Headers);
