using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.SendGrid;

/// <summary>One revision's API key with its sender and templates.</summary>
internal sealed class CompiledSendGrid(SendGridConfig config, ConnectorContext context)
    : HttpProvider(new ProviderApi(context, "sendgrid", Host(config.Region), [config.ApiKey]))
{
    private readonly SendGridSender _sender = new(config);
    private readonly RemoteTemplates _remote = SendGridTemplates.Remote(config.Templates);

    public override IReadOnlyList<ConnectorTemplate> Templates { get; } = SendGridTemplates.Own(config.Templates);

    // https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions (2026-11-20): any key may read what it may do.
    protected override HttpCall Probe => HttpCall.Get(Api.Target("/v3/scopes"), Key);

    private KeyValuePair<string, string> Key => KeyValuePair.Create("Authorization", $"Bearer {config.ApiKey.Reveal()}");

    public override bool RendersRemotely(UsageType usageType) => _remote.Has(usageType);

    protected override ValueTask<HttpDraft> PrepareAsync(Mail mail, CancellationToken cancellationToken) => ValueTask.FromResult(Draft(mail));

    protected override Outcome? Judge(HttpReply reply) => SendGridReplies.Judge(reply, context.Time.GetUtcNow());

    private HttpDraft Draft(Mail mail)
    {
        if (mail.Content is { } content)
        {
            return Post(_sender.Message(mail, content));
        }

        return _remote.Find(mail.UsageType) is { } template ? Post(_sender.Templated(mail, template)) : HttpRefusal.NoTemplate;
    }

    private HttpCall Post(SendGridMessage message) => HttpCall.PostJson(Api.Target("/v3/mail/send"), message, SendGridWireJson.Default.SendGridMessage, Key);

    private static Uri Host(SendGridRegion? region) => new(region == SendGridRegion.Eu ? "https://api.eu.sendgrid.com" : "https://api.sendgrid.com");
}
