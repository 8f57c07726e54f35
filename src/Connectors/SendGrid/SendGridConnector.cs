using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.SendGrid;

/// <summary>SendGrid, by its v3 API and an API key.</summary>
internal sealed class SendGridConnector : Connector<SendGridConfig>
{
    public override ConnectorDescription Description { get; } = new(
        "sendgrid",
        "SendGrid",
        ["sendgrid-email-service"],
        new ConnectorCapabilities(Attachments: true, ReplyTo: true, TextPart: true, ProviderTemplates: true, CustomSender: true, CustomHeaders: true),
        HasBaseUrl: true);

    protected override JsonTypeInfo<SendGridConfig> ConfigType => SendGridConfigJson.Default.SendGridConfig;

    protected override SendGridConfig WithImplied(SendGridConfig config) => config with { Region = config.Region ?? SendGridRegion.Global };

    protected override void Validate(SendGridConfig config, ConfigReport report, ConnectorPermissions permissions) => SendGridConfigRules.Check(config, report);

    protected override CompiledConnector Compile(SendGridConfig config, ConnectorContext context) => new CompiledSendGrid(config, context);
}
