using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.MailJunky;

/// <summary>One revision's API key with its sender and templates.</summary>
internal sealed class CompiledMailJunky(MailJunkyConfig config, ConnectorContext context)
    : HttpProvider(new ProviderApi(context, "mailjunky", new Uri("https://mailjunky.ai"), [config.ApiKey]))
{
    private readonly SenderChoice _choice = new(From(config));
    private readonly Mailbox? _replyTo = config.ReplyTo is { } replyTo ? Mailbox.Parse(replyTo) : null;

    public override IReadOnlyList<ConnectorTemplate> Templates { get; } = ContentTemplates.Describe(MailJunkyTemplate.Common(config.Templates));

    private KeyValuePair<string, string> Key => KeyValuePair.Create("Authorization", $"Bearer {config.ApiKey.Reveal()}");

    protected override ValueTask<HttpDraft> PrepareAsync(Mail mail, CancellationToken cancellationToken)
    {
        var content = mail.Content ?? throw new InvalidOperationException("MailJunky renders nothing: the content is needed.");
        var message = new MailJunkyMessage(
            MailboxText.Of(_choice.For(content.SenderName)),
            mail.To.AsciiText,
            content.Subject,
            content.Html,
            content.Text,
            (mail.ReplyTo ?? _replyTo) is { } replyTo ? MailboxText.Of(replyTo) : null);
        return ValueTask.FromResult<HttpDraft>(
            HttpCall.PostJson(Api.Target("/api/v1/emails/send"), message, MailJunkyWireJson.Default.MailJunkyMessage, Key));
    }

    protected override Outcome? Judge(HttpReply reply) => MailJunkyReplies.Judge(reply);

    private static Mailbox From(MailJunkyConfig config)
    {
        var sender = Mailbox.Parse(config.FromEmail);
        return config.FromName is { } name ? sender with { DisplayName = name } : sender;
    }
}
