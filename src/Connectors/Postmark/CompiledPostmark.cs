using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.Postmark;

/// <summary>One revision's server token with its sender and templates.</summary>
internal sealed class CompiledPostmark(PostmarkConfig config, ConnectorContext context)
    : HttpProvider(new ProviderApi(context, "postmark", new Uri("https://api.postmarkapp.com"), [config.ServerToken]))
{
    private readonly PostmarkSender _sender = new(config);
    private readonly RemoteTemplates _remote = PostmarkTemplates.Remote(config.Templates);

    public override IReadOnlyList<ConnectorTemplate> Templates { get; } = PostmarkTemplates.Own(config.Templates);

    // https://postmarkapp.com/developer/api/server-api (2026-11-20): reads the server that the token belongs to.
    protected override HttpCall Probe => HttpCall.Get(Api.Target("/server"), Token);

    private KeyValuePair<string, string> Token => KeyValuePair.Create("X-Postmark-Server-Token", config.ServerToken.Reveal());

    public override bool RendersRemotely(UsageType usageType) => _remote.Has(usageType);

    protected override ValueTask<HttpDraft> PrepareAsync(Mail mail, CancellationToken cancellationToken) => ValueTask.FromResult(Draft(mail));

    protected override Outcome? Judge(HttpReply reply) => PostmarkReplies.Judge(reply);

    private HttpDraft Draft(Mail mail)
    {
        if (mail.Content is { } content)
        {
            return Post("/email", _sender.Message(mail, content));
        }

        return _remote.Find(mail.UsageType) is { } alias
            ? Post("/email/withTemplate", _sender.Templated(mail, alias))
            : HttpRefusal.NoTemplate;
    }

    private HttpCall Post(string path, PostmarkMessage message) =>
        HttpCall.PostJson(Api.Target(path), message, PostmarkWireJson.Default.PostmarkMessage, Token);
}
