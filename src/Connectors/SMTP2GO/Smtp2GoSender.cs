using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.SMTP2GO;

/// <summary>Makes SMTP2GO's message of a mail: what the template and the message say goes before what the configuration says.</summary>
internal sealed class Smtp2GoSender(Smtp2GoConfig config)
{
    private readonly SenderChoice _choice = new(new Mailbox(EmailAddress.Parse(config.Sender), config.SenderName));
    private readonly Mailbox? _replyTo = config.ReplyTo is { } replyTo ? Mailbox.Parse(replyTo) : null;

    public Smtp2GoMessage Message(Mail mail, MailContent content)
    {
        var headers = Headers(mail).ToList();
        return new Smtp2GoMessage(
            MailboxText.Of(_choice.For(content.SenderName)),
            [mail.To.AsciiText],
            content.Subject,
            content.Html,
            content.Text,
            headers.Count > 0 ? headers : null,
            Files(mail, inline: false),
            Files(mail, inline: true));
    }

    // There is no member for reply-to: it goes as a header.
    private IEnumerable<Smtp2GoHeader> Headers(Mail mail)
    {
        if ((mail.ReplyTo ?? _replyTo) is { } replyTo)
        {
            yield return new Smtp2GoHeader("Reply-To", MailboxText.Of(replyTo));
        }

        foreach (var (name, value) in mail.Headers ?? [])
        {
            yield return new Smtp2GoHeader(name, value);
        }
    }

    private static List<Smtp2GoFile>? Files(Mail mail, bool inline)
    {
        var files = (mail.Attachments ?? [])
            .Where(file => file.ContentId is not null == inline)
            .Select(file => new Smtp2GoFile(file.ContentId?.Trim('<', '>') ?? file.Name, file.Content, file.ContentType))
            .ToList();
        return files.Count > 0 ? files : null;
    }
}
