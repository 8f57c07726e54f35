using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.Postmark;

/// <summary>Makes Postmark's message of a mail: what the template and the message say goes before what the configuration says.</summary>
internal sealed class PostmarkSender
{
    private readonly PostmarkConfig _config;
    private readonly Mailbox _from;
    private readonly SenderChoice _choice;
    private readonly PostmarkMessage _common;

    public PostmarkSender(PostmarkConfig config)
    {
        _config = config;
        var sender = Mailbox.Parse(config.FromEmail);
        _from = config.FromName is { } name ? sender with { DisplayName = name } : sender;
        _choice = new SenderChoice(_from);
        _common = new PostmarkMessage(
            // Without a name of its own just as it was given.
            config.FromName is null ? config.FromEmail.Trim() : MailboxText.Of(_from),
            "",
            MessageStream: config.MessageStream,
            Tag: config.Tag,
            Metadata: config.Metadata,
            TrackOpens: config.TrackOpens,
            TrackLinks: config.TrackLinks);
    }

    public PostmarkMessage Message(Mail mail, MailContent content)
    {
        var sender = _choice.For(content.SenderName);
        return For(mail) with
        {
            From = sender == _from ? _common.From : MailboxText.Of(sender),
            Subject = content.Subject,
            HtmlBody = content.Html,
            TextBody = content.Text,
        };
    }

    public PostmarkMessage Templated(Mail mail, string alias) => For(mail) with { TemplateAlias = alias, TemplateModel = RemotePayload.Of(mail) };

    private PostmarkMessage For(Mail mail) => _common with
    {
        To = mail.To.AsciiText,
        ReplyTo = mail.ReplyTo is { } replyTo ? MailboxText.Of(replyTo) : _config.ReplyTo,
        Headers = mail.Headers is { Count: > 0 } headers ? [.. headers.Select(header => new PostmarkHeader(header.Key, header.Value))] : null,
        Attachments = mail.Attachments is { Count: > 0 } files ? [.. files.Select(PostmarkAttachment.Of)] : null,
    };
}
