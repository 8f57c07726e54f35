using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.SMTP2GO;

/// <summary>One revision's API key with its sender and templates.</summary>
internal sealed class CompiledSmtp2Go(Smtp2GoConfig config, ConnectorContext context)
    : HttpProvider(new ProviderApi(context, "smtp2go", new Uri("https://api.smtp2go.com"), [config.ApiKey]))
{
    private readonly Smtp2GoSender _sender = new(config);

    public override IReadOnlyList<ConnectorTemplate> Templates { get; } = ContentTemplates.Describe(Smtp2GoTemplate.Common(config.Templates));

    // In the header rather than the body, where it would lie beside the content.
    private KeyValuePair<string, string> Key => KeyValuePair.Create("X-Smtp2go-Api-Key", config.ApiKey.Reveal());

    protected override ValueTask<HttpDraft> PrepareAsync(Mail mail, CancellationToken cancellationToken)
    {
        var content = mail.Content ?? throw new InvalidOperationException("SMTP2GO renders nothing here: the content is needed.");
        return ValueTask.FromResult<HttpDraft>(
            HttpCall.PostJson(Api.Target("/v3/email/send"), _sender.Message(mail, content), Smtp2GoWireJson.Default.Smtp2GoMessage, Key));
    }

    protected override Outcome? Judge(HttpReply reply) => Smtp2GoReplies.Judge(reply);
}
