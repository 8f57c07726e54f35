using System.Buffers;
using System.Text;
using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.Mime;

namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>Makes SES's message of a mail: what the template and the message say goes before what the configuration says.</summary>
internal sealed class SesSender
{
    private readonly AmazonSesConfig _config;
    private readonly Mailbox _from;
    private readonly SenderChoice _choice;
    private readonly Mailbox? _replyTo;
    private readonly string _fromText;
    private readonly SesNameValue[]? _tags;

    public SesSender(AmazonSesConfig config)
    {
        _config = config;
        var given = Mailbox.Parse(config.EmailAddress);
        _from = config.FromName is { } name ? given with { DisplayName = name } : given;
        _choice = new SenderChoice(_from);
        _replyTo = config.ReplyTo is { } replyTo ? Mailbox.Parse(replyTo) : null;
        // Without a name of its own just as it was given.
        _fromText = config.FromName is null && Ascii.IsValid(config.EmailAddress) ? config.EmailAddress.Trim() : SesMailbox.Of(_from);
        _tags = config.Tags?.Select(tag => new SesNameValue(tag.Key, tag.Value)).ToArray();
    }

    /// <summary>The reason why a mail is not for SES, or null.</summary>
    public string? Refuse(Mail mail) => mail.To.NeedsSmtpUtf8 || (mail.ReplyTo ?? _replyTo) is { Address.NeedsSmtpUtf8: true }
        ? "SES takes addresses whose part before the at sign is ASCII."
        : null;

    /// <summary>The message, or the reason why it cannot be written.</summary>
    public (SesMessage? Message, string? Reason) Message(Mail mail)
    {
        var content = mail.Content ?? throw new InvalidOperationException("SES renders nothing: the content is needed.");
        var from = _choice.For(content.SenderName);
        var replyTo = mail.ReplyTo ?? _replyTo;
        var isRaw = mail.Attachments is { Count: > 0 };
        string? reason = null;
        if ((isRaw ? Raw(mail, content, from, replyTo, out reason) : Simple(mail, content)) is not { } whole)
        {
            return (null, reason);
        }

        var message = new SesMessage(
            from == _from ? _fromText : SesMailbox.Of(from),
            new SesDestination([mail.To.AsciiText]),
            whole,
            _config.EmailAddressIdentityArn,
            // A raw message has a header of its own for it.
            replyTo is null || isRaw ? null : [SesMailbox.Of(replyTo)],
            _config.FeedbackForwardingEmailAddress,
            _config.FeedbackForwardingEmailAddressIdentityArn,
            _config.ConfigurationSetName,
            _tags);
        return (message, null);
    }

    private static SesContent Simple(Mail mail, MailContent content) => new(Simple: new SesSimple(
        new SesText(content.Subject, "utf8"),
        new SesBody(Body(content.Html), Body(content.Text)),
        mail.Headers is { Count: > 0 } headers ? [.. headers.Select(header => new SesNameValue(header.Key, header.Value))] : null));

    private static SesContent? Raw(Mail mail, MailContent content, Mailbox from, Mailbox? replyTo, out string? reason)
    {
        var message = new MimeMessage(
            from, mail.To, content.Subject, $"{mail.Id}@{from.Address.AsciiDomain}", mail.Date, content.Text, content.Html, replyTo, mail.Headers, mail.Attachments);
        var written = new ArrayBufferWriter<byte>();
        return MimeComposer.TryCompose(message, MimeForm.Ascii, written, out reason) ? new SesContent(Raw: new SesRaw(written.WrittenMemory)) : null;
    }

    // Without a charset SES takes it for seven-bit ASCII, and what is not would be lost.
    private static SesText? Body(string? text) => text is null ? null : new SesText(text, Ascii.IsValid(text) ? null : "UTF-8");
}
