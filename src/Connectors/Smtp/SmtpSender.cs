using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.Mime;
using EmailPlatform.Connectors.Smtp.Configuration;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>Makes a message of a mail: what the template and the message say goes before what the configuration says.</summary>
internal sealed class SmtpSender(SmtpConfig config)
{
    private readonly SenderChoice _sender = new(Mailbox.Parse(config.FromEmail));
    private readonly Mailbox? _replyTo = config.ReplyTo is { } replyTo ? Mailbox.Parse(replyTo) : null;
    private readonly KeyValuePair<string, string>[] _headers =
    [
        .. from header in config.CustomHeaders ?? new Dictionary<string, IReadOnlyList<Secret>>()
           from value in header.Value
           select KeyValuePair.Create(header.Key, value.Reveal()),
    ];

    /// <summary>The Message-ID is the same on every attempt, so that whoever gets a second copy can know it for one.</summary>
    public MimeMessage Message(Mail mail)
    {
        var content = mail.Content ?? throw new InvalidOperationException("An SMTP server renders nothing: the content is needed.");
        var from = _sender.For(content.SenderName);
        return new MimeMessage(
            from,
            mail.To,
            content.Subject,
            $"{mail.Id}@{from.Address.AsciiDomain}",
            mail.Date,
            content.Text,
            content.Html,
            mail.ReplyTo ?? _replyTo,
            Headers(mail.Headers ?? []),
            mail.Attachments);
    }

    private IReadOnlyList<KeyValuePair<string, string>> Headers(IReadOnlyList<KeyValuePair<string, string>> own) => own.Count == 0
        ? _headers
        : [.. _headers.Where(header => !own.Any(other => string.Equals(other.Key, header.Key, StringComparison.OrdinalIgnoreCase))), .. own];
}
