using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Connectors.AmazonSes.Credentials;

namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>Amazon SES, by its API v2 and signed requests.</summary>
internal sealed class AmazonSesConnector : Connector<AmazonSesConfig>
{
    public override ConnectorDescription Description { get; } = new(
        CompiledSes.Type,
        "Amazon SES",
        ["aws-ses-mail"],
        new ConnectorCapabilities(Attachments: true, ReplyTo: true, TextPart: true, ProviderTemplates: false, CustomSender: true, CustomHeaders: true),
        HasBaseUrl: true,
        FurtherBaseUrls: [StsApi.Type]);

    protected override JsonTypeInfo<AmazonSesConfig> ConfigType => AmazonSesConfigJson.Default.AmazonSesConfig;

    protected override void Validate(AmazonSesConfig config, ConfigReport report, ConnectorPermissions permissions) =>
        AmazonSesConfigRules.Check(config, report, permissions);

    protected override CompiledConnector Compile(AmazonSesConfig config, ConnectorContext context) =>
        new CompiledSes(config, context, SesCredentials.Source(config, context));
}
