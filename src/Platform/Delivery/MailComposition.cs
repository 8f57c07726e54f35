using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Delivery;

/// <summary>Makes the mail that a connector sends out of a message and the template that serves it.</summary>
internal sealed record MailComposition(Mail? Mail, Outcome? Refusal, IReadOnlyList<string> MissingVariables)
{
    public static MailComposition Compose(IOpenRevision revision, Outgoing message)
    {
        var content = message.Content;
        if (!EmailAddress.TryParse(content.To, out var to, out var reason))
        {
            return Refuse(Outcome.Rejected(FaultScope.Recipient, "invalid_recipient", hint: reason));
        }

        if (revision.Connector.RendersRemotely(message.UsageType))
        {
            return Accept(message, to, null, ReplyTo(content.ReplyTo), []);
        }

        if (revision.FindTemplate(message.UsageType) is not { } template)
        {
            return Refuse(Outcome.Rejected(
                FaultScope.Connector,
                "template_not_found",
                hint: $"The configuration has no template for {message.UsageType} and none for Generic."));
        }

        var rendered = template.Render(content.Payload);
        var mailContent = new MailContent(rendered.Subject, rendered.Html, rendered.Text, rendered.SenderName);
        return Accept(message, to, mailContent, ReplyTo(content.ReplyTo) ?? ReplyTo(rendered.ReplyTo), rendered.MissingVariables);
    }

    private static MailComposition Accept(Outgoing message, EmailAddress to, MailContent? rendered, Mailbox? replyTo, IReadOnlyList<string> missing)
    {
        var content = message.Content;
        var mail = new Mail(
            message.Id,
            to,
            message.UsageType,
            rendered,
            content.Payload,
            message.Date,
            content.Locale,
            content.Ip,
            replyTo,
            content.Headers is null ? null : [.. content.Headers],
            content.Attachments?.Select(file => new Attachment(file.Name, file.ContentType, file.Content, file.ContentId)).ToList());
        return new MailComposition(mail, null, missing);
    }

    private static MailComposition Refuse(Outcome refusal) => new(null, refusal, []);

    // A template's reply-to may come to nothing with some payloads; the connector's own then stands.
    private static Mailbox? ReplyTo(string? text) => Mailbox.TryParse(text, out var mailbox, out _) ? mailbox : null;
}
