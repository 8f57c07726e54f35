namespace EmailPlatform.Connectors;

/// <summary>A rendered template: what the recipient will read.</summary>
/// <param name="Subject">One line; no control characters.</param>
/// <param name="Html">The HTML part, values already escaped for where they stand.</param>
/// <param name="Text">The plain-text part.</param>
/// <param name="SenderName">Display name or mailbox that the template asks for in place of the connector's own sender name.</param>
public sealed record MailContent(string Subject, string? Html, string? Text, string? SenderName = null);
