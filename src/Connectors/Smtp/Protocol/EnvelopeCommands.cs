namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>Writes MAIL and RCPT without making strings.</summary>
internal static class EnvelopeCommands
{
    public static void AddMail(OutputBuffer output, SmtpEnvelope envelope, long size, bool eightBit, SmtpCapabilities offered)
    {
        var utf8 = envelope.NeedsSmtpUtf8;
        output.Add("MAIL FROM:<"u8);
        output.Add(Text(envelope.From, utf8));
        output.Add(">"u8);
        if (offered.Size)
        {
            output.Add(" SIZE="u8);
            output.Add(size);
        }

        if (utf8)
        {
            output.Add(" SMTPUTF8"u8);
        }

        // RFC 6531, section 3.6: headers in UTF-8 are eight-bit content.
        if (eightBit || (utf8 && offered.EightBitMime))
        {
            output.Add(" BODY=8BITMIME"u8);
        }

        output.Add("\r\n"u8);
    }

    public static void AddRecipient(OutputBuffer output, SmtpEnvelope envelope)
    {
        output.Add("RCPT TO:<"u8);
        output.Add(Text(envelope.To, envelope.NeedsSmtpUtf8));
        output.Add(">\r\n"u8);
    }

    private static string Text(EmailAddress address, bool utf8) => utf8 ? address.ToString() : address.AsciiText;
}
