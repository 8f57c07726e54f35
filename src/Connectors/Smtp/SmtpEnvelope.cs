namespace EmailPlatform.Connectors.Smtp;

/// <summary>Who sends to whom: exactly one recipient.</summary>
/// <param name="Utf8Header">Who gave a header, beside these addresses, that only raw UTF-8 can express (RFC 6532); <c>null</c> when none is.</param>
internal sealed record SmtpEnvelope(EmailAddress From, EmailAddress To, FaultScope? Utf8Header = null)
{
    public bool NeedsSmtpUtf8 => Utf8Header is not null || From.NeedsSmtpUtf8 || To.NeedsSmtpUtf8;
}
