namespace EmailPlatform.Connectors.Smtp;

/// <summary>Who sends to whom: exactly one recipient.</summary>
/// <param name="NeedsSmtpUtf8">The content has headers in raw UTF-8 (RFC 6532), or an address needs it.</param>
internal sealed record SmtpEnvelope(EmailAddress From, EmailAddress To, bool NeedsSmtpUtf8 = false);
