using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.AliyunDirectMail;

/// <summary>One revision's AccessKey with its sender address.</summary>
internal sealed class CompiledAliyun(AliyunDirectMailConfig config, ConnectorContext context)
    : HttpProvider(new ProviderApi(context, Type, config.RegionId.Endpoint(), [config.AccessKeySecret]))
{
    public const string Type = "aliyun-dm";

    private readonly AliyunSender _sender = new(config);

    public override IReadOnlyList<ConnectorTemplate> Templates { get; } = HtmlTemplates.Describe(config.Templates);

    // https://www.alibabacloud.com/help/en/direct-mail/api-dm-2015-11-23-descaccountsummary (2026-11-20): reads quotas.
    protected override HttpCall Probe => Call([KeyValuePair.Create<string, string?>("Action", "DescAccountSummary")]);

    protected override ValueTask<HttpDraft> PrepareAsync(Mail mail, CancellationToken cancellationToken) => ValueTask.FromResult(Draft(mail));

    protected override Outcome? Judge(HttpReply reply) => AliyunReplies.Judge(reply);

    private HttpDraft Draft(Mail mail) => mail.To.NeedsSmtpUtf8
        ? HttpRefusal.NotExpressible("DirectMail takes recipients whose part before the at sign is ASCII.")
        : Call(_sender.Parameters(mail));

    // The nonce is new with every attempt: DirectMail refuses one that it has seen, and so a repeated request.
    private HttpCall Call(IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var now = context.Time.GetUtcNow();
        return RpcSignature.Post(
            Api.Target("/"),
            [.. parameters, KeyValuePair.Create<string, string?>("RegionId", config.RegionId.Name())],
            config.AccessKeyId,
            config.AccessKeySecret,
            now,
            Guid.CreateVersion7(now).ToString());
    }
}
