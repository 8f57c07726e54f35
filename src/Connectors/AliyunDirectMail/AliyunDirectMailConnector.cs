using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.AliyunDirectMail;

/// <summary>Aliyun (Alibaba Cloud) DirectMail, by its RPC API and an AccessKey.</summary>
internal sealed class AliyunDirectMailConnector : Connector<AliyunDirectMailConfig>
{
    public override ConnectorDescription Description { get; } = new(
        CompiledAliyun.Type,
        "Aliyun DirectMail",
        ["aliyun-direct-mail"],
        new ConnectorCapabilities(Attachments: false, ReplyTo: true, TextPart: true, ProviderTemplates: false, CustomSender: true, CustomHeaders: false),
        HasBaseUrl: true);

    protected override JsonTypeInfo<AliyunDirectMailConfig> ConfigType => AliyunDirectMailConfigJson.Default.AliyunDirectMailConfig;

    protected override void Validate(AliyunDirectMailConfig config, ConfigReport report, ConnectorPermissions permissions) =>
        AliyunDirectMailConfigRules.Check(config, report);

    protected override CompiledConnector Compile(AliyunDirectMailConfig config, ConnectorContext context) => new CompiledAliyun(config, context);
}
