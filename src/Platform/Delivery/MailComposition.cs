using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Platform.Delivery;

/// <summary>Makes the mail that a connector sends out of a message and the template that serves it.</summary>
/// <param name="Inexpressible">Whether it is refused because this revision cannot express it: another one may.</param>
internal sealed record MailComposition(
    Mail? Mail,
    Outcome? Refusal,
    IReadOnlyList<string> MissingVariables,
    IReadOnlyList<string> UnusableVariables,
    bool Inexpressible = false)
{
    public static MailComposition Compose(IOpenRevision revision, Outgoing message)
    {
        var content = message.Content;
        if (!EmailAddress.TryParse(content.To, out var to, out var reason))
        {
            return Refuse(Outcome.Rejected(FaultScope.Recipient, "invalid_recipient", hint: reason));
        }

        if (Fit.Check(revision, content, message.Template).Problem is { } problem)
        {
            return Refuse(Outcome.Rejected(FaultScope.Connector, problem.Code, hint: problem.Detail)) with { Inexpressible = true };
        }

        var template = message.Template.Template;
        if (template is null)
        {
            return new MailComposition(MailOf(message, to, null, ReplyTo(content.ReplyTo)), null, [], []);
        }

        var payload = template.UsesLocale ? PayloadLocale.Add(content.Payload, content.MailLocale) : content.Payload;
        var rendered = template.Render(payload, revision.Connector.Variables);
        var mailContent = new MailContent(rendered.Subject, rendered.Html, rendered.Text, rendered.SenderName);
        var mail = MailOf(message, to, mailContent, ReplyTo(content.ReplyTo) ?? ReplyTo(rendered.ReplyTo));
        return new MailComposition(mail, null, rendered.MissingVariables, rendered.UnusableVariables);
    }

    private static Mail MailOf(Outgoing message, EmailAddress to, MailContent? rendered, Mailbox? replyTo)
    {
        var content = message.Content;
        return new Mail(
            message.Id,
            to,
            message.UsageType,
            rendered,
            content.Payload,
            message.Date,
            content.MailLocale.Best,
            content.Ip,
            replyTo,
            content.Headers is null ? null : [.. content.Headers],
            content.Attachments?.Select(file => new Attachment(file.Name, file.ContentType, file.Content, file.ContentId)).ToList());
    }

    private static MailComposition Refuse(Outcome refusal) => new(null, refusal, [], []);

    // A template's reply-to may come to nothing with some payloads; the connector's own then stands.
    private static Mailbox? ReplyTo(string? text) => Mailbox.TryParse(text, out var mailbox, out _) ? mailbox : null;
}
