namespace EmailPlatform.Connectors.Mime;

/// <summary>What a message must fulfil before a byte of it is written.</summary>
internal static class MessageRules
{
    public static string? Check(MimeMessage message, MimeForm form)
    {
        if (form == MimeForm.Ascii && message.NeedsSmtpUtf8)
        {
            return "An address has characters beyond ASCII before the at sign: only a server with SMTPUTF8 can take it.";
        }

        if (!IdSyntax.IsValid(message.MessageId, needsAt: true))
        {
            return "The Message-ID is not of the form local@domain.";
        }

        foreach (var (name, value) in message.Headers ?? [])
        {
            if (HeaderRules.Check(name, value) is { } reason)
            {
                return reason;
            }
        }

        foreach (var attachment in message.Attachments ?? [])
        {
            if (AttachmentRules.Check(attachment) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }
}
