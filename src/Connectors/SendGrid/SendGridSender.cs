using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.SendGrid;

/// <summary>Makes SendGrid's message of a mail: what the template and the message say goes before what the configuration says.</summary>
internal sealed class SendGridSender
{
    private readonly SendGridConfig _config;
    private readonly Mailbox _from;
    private readonly SenderChoice _choice;
    private readonly SendGridAddress? _replyTo;

    public SendGridSender(SendGridConfig config)
    {
        _config = config;
        var sender = Mailbox.Parse(config.FromEmail);
        _from = config.FromName is { } name ? sender with { DisplayName = name } : sender;
        _choice = new SenderChoice(_from);
        _replyTo = config.ReplyTo is { } replyTo ? SendGridAddress.Of(Mailbox.Parse(replyTo)) : null;
    }

    public SendGridMessage Message(Mail mail, MailContent content) => For(mail, _choice.For(content.SenderName), new SendGridPersonalization(To(mail))) with
    {
        Subject = content.Subject,
        Content = [.. Contents(content)],
    };

    public SendGridMessage Templated(Mail mail, string template) => For(mail, _from, new SendGridPersonalization(To(mail), RemotePayload.Of(mail))) with { TemplateId = template };

    // SendGrid demands plain text before HTML, and refuses an empty value.
    private static IEnumerable<SendGridContent> Contents(MailContent content)
    {
        if (!string.IsNullOrEmpty(content.Text))
        {
            yield return new SendGridContent("text/plain", content.Text);
        }

        if (!string.IsNullOrEmpty(content.Html))
        {
            yield return new SendGridContent("text/html", content.Html);
        }
    }

    private static IReadOnlyList<SendGridAddress> To(Mail mail) => [new SendGridAddress(mail.To.AsciiText)];

    private SendGridMessage For(Mail mail, Mailbox sender, SendGridPersonalization personalization) => new(
        [personalization],
        SendGridAddress.Of(sender),
        mail.ReplyTo is { } replyTo ? SendGridAddress.Of(replyTo) : _replyTo,
        Attachments: mail.Attachments is { Count: > 0 } files ? [.. files.Select(SendGridAttachment.Of)] : null,
        Headers: Headers(mail.Headers),
        Categories: _config.Categories,
        CustomArgs: _config.CustomArgs);

    private static Dictionary<string, string>? Headers(IReadOnlyList<KeyValuePair<string, string>>? headers)
    {
        if (headers is not { Count: > 0 })
        {
            return null;
        }

        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            map[name] = value;
        }

        return map;
    }
}
