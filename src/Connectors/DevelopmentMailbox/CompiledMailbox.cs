using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.DevelopmentMailbox;

/// <summary>The sender and the templates of one revision, and the tenant's mailbox.</summary>
internal sealed class CompiledMailbox(MailboxConfig config, IMailKeeper keeper) : CompiledConnector
{
    private readonly SenderChoice _sender = new(From(config));

    public override IReadOnlyList<ConnectorTemplate> Templates { get; } = ContentTemplates.Describe(config.Templates);

    public override async Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var content = mail.Content ?? throw new InvalidOperationException("A mailbox renders nothing: the content is needed.");
        if (context.StopBeforeContent)
        {
            return Outcome.Accepted("not_sent");
        }

        var begin = context.Stages?.Begin() ?? 0;
        var from = _sender.For(content.SenderName);
        await keeper.KeepAsync(
            new KeptMail(mail.Id, from.ToString(), mail.To.ToString(), content.Subject, content.Text, content.Html, [.. Headers(mail)]),
            cancellationToken);
        context.Stages?.Add(Stage.Data, ok: true, "Kept in the development mailbox.", begin);
        return Outcome.Accepted("kept", providerMessageId: mail.Id);
    }

    private static Mailbox From(MailboxConfig config)
    {
        var sender = Mailbox.Parse(config.FromEmail);
        return config.FromName is { } name ? sender with { DisplayName = name } : sender;
    }

    private static IEnumerable<KeyValuePair<string, string>> Headers(Mail mail)
    {
        if (mail.ReplyTo is { } replyTo)
        {
            yield return KeyValuePair.Create("Reply-To", replyTo.ToString());
        }

        foreach (var header in mail.Headers ?? [])
        {
            yield return header;
        }

        // The mailbox keeps no files, but whoever looks at a mail should see that there were some.
        foreach (var file in mail.Attachments ?? [])
        {
            yield return KeyValuePair.Create("X-Attachment", $"{file.Name} ({file.ContentType}, {file.Content.Length} bytes)");
        }
    }
}
