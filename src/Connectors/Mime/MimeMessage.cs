namespace EmailPlatform.Connectors.Mime;

/// <summary>
/// One message to one recipient before it is written. Text, subject and names are characters of any script; what the
/// wire needs is the composer's business.
/// </summary>
/// <param name="MessageId">Local part, @, domain; the angle brackets may be left away.</param>
/// <param name="Text">Line ends of any kind become CRLF. With neither text nor HTML the message has an empty text.</param>
/// <param name="Headers">Headers beside those that have members here, each value one line, unfolded and not encoded; a name may come several times.</param>
public sealed record MimeMessage(
    Mailbox From,
    EmailAddress To,
    string Subject,
    string MessageId,
    DateTimeOffset Date,
    string? Text = null,
    string? Html = null,
    Mailbox? ReplyTo = null,
    IReadOnlyList<KeyValuePair<string, string>>? Headers = null,
    IReadOnlyList<Attachment>? Attachments = null)
{
    /// <summary>Only <see cref="MimeForm.SmtpUtf8"/> can express this message: an address has a local part that is not ASCII.</summary>
    public bool NeedsSmtpUtf8 => From.Address.NeedsSmtpUtf8 || To.NeedsSmtpUtf8 || ReplyTo is { Address.NeedsSmtpUtf8: true };
}
