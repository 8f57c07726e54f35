namespace EmailPlatform.Connectors.MailJunky;

/// <summary>The body of POST /api/v1/emails/send, as in the types of MailJunky's own client, npm package @mailjunky/sdk 0.5.1 (2026-11-20).</summary>
internal sealed record MailJunkyMessage(string From, string To, string Subject, string? Html, string? Text, string? ReplyTo);
