using System.Text.Json;
using EmailPlatform.Connectors.AmazonSes.Credentials;
using EmailPlatform.Connectors.AmazonSes.Signing;
using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>One revision's region and sender with its credentials.</summary>
internal sealed class CompiledSes(AmazonSesConfig config, ConnectorContext context, CredentialSource credentials)
    : HttpProvider(new ProviderApi(context, Type, AwsHosts.Of("email", config.Region), [config.AccessKeySecret, config.SessionToken]))
{
    public const string Type = "aws-ses";

    private readonly SesSender _sender = new(config);
    private readonly SignatureV4 _signature = new(config.Region, "ses");
    private AwsCredentials? _latest;

    public override IReadOnlyList<ConnectorTemplate> Templates { get; } = HtmlTemplates.Describe(config.Templates);

    // https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html (2026-11-20). Asked only after PrepareAsync.
    protected override HttpCall? Probe => Volatile.Read(ref _latest) is { } latest ? Call(HttpMethod.Get, "/v2/email/account", null, default, latest) : null;

    protected override async ValueTask<HttpDraft> PrepareAsync(Mail mail, CancellationToken cancellationToken)
    {
        if (_sender.Refuse(mail) is { } reason)
        {
            return HttpRefusal.NotExpressible(reason);
        }

        var (found, failure) = await credentials.GetAsync(cancellationToken);
        if (found is null)
        {
            return new HttpRefusal(failure ?? throw new InvalidOperationException("There are credentials, or a reason."), Stage.Auth);
        }

        Volatile.Write(ref _latest, found);
        var (message, why) = _sender.Message(mail);
        return message is null
            ? HttpRefusal.NotExpressible(why ?? "This message cannot be written.")
            : Call(HttpMethod.Post, "/v2/email/outbound-emails", "application/json", JsonSerializer.SerializeToUtf8Bytes(message, SesWireJson.Default.SesMessage), found);
    }

    protected override Outcome? Judge(HttpReply reply)
    {
        var latest = Volatile.Read(ref _latest);
        if (latest is not null && SesReplies.SaysExpired(reply))
        {
            credentials.Forget(latest);
        }

        return SesReplies.Judge(reply, [latest?.SecretAccessKey, latest?.SessionToken]);
    }

    private HttpCall Call(HttpMethod method, string path, string? contentType, ReadOnlyMemory<byte> content, AwsCredentials signer)
    {
        var target = Api.Target(path);
        return new HttpCall(method, target, contentType, content, _signature.Headers(method, target, contentType, content.Span, signer, context.Time.GetUtcNow()));
    }
}
