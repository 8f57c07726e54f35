using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.MailJunky;

/// <summary>MailJunky, by its API and an API key.</summary>
internal sealed class MailJunkyConnector : Connector<MailJunkyConfig>
{
    public override ConnectorDescription Description { get; } = new(
        "mailjunky",
        "MailJunky",
        ["mailjunky-email-service"],
        new ConnectorCapabilities(Attachments: false, ReplyTo: true, TextPart: true, ProviderTemplates: false, CustomSender: true, CustomHeaders: false),
        HasBaseUrl: true);

    protected override JsonTypeInfo<MailJunkyConfig> ConfigType => MailJunkyConfigJson.Default.MailJunkyConfig;

    protected override void Validate(MailJunkyConfig config, ConfigReport report, ConnectorPermissions permissions)
    {
        report.HeaderSecret("apiKey", config.ApiKey);
        report.Mailbox("fromEmail", config.FromEmail);
        report.Line("fromName", config.FromName);
        report.Mailbox("replyTo", config.ReplyTo);
        report.Templates(MailJunkyTemplate.Common(config.Templates));
    }

    protected override CompiledConnector Compile(MailJunkyConfig config, ConnectorContext context) => new CompiledMailJunky(config, context);
}
