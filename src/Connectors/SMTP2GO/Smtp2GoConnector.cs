using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.SMTP2GO;

/// <summary>SMTP2GO, by its v3 API and an API key.</summary>
internal sealed class Smtp2GoConnector : Connector<Smtp2GoConfig>
{
    public override ConnectorDescription Description { get; } = new(
        "smtp2go",
        "SMTP2GO",
        ["smtp2go-email-service"],
        new ConnectorCapabilities(Attachments: true, ReplyTo: true, TextPart: true, ProviderTemplates: false, CustomSender: true, CustomHeaders: true),
        HasBaseUrl: true);

    protected override JsonTypeInfo<Smtp2GoConfig> ConfigType => Smtp2GoConfigJson.Default.Smtp2GoConfig;

    protected override void Validate(Smtp2GoConfig config, ConfigReport report, ConnectorPermissions permissions)
    {
        report.HeaderSecret("apiKey", config.ApiKey);
        if (!EmailAddress.TryParse(config.Sender, out _, out var reason))
        {
            report.Error("sender", "invalid_address", reason);
        }

        report.Line("senderName", config.SenderName);
        report.Mailbox("replyTo", config.ReplyTo);
        report.Templates(Smtp2GoTemplate.Common(config.Templates));
    }

    protected override CompiledConnector Compile(Smtp2GoConfig config, ConnectorContext context) => new CompiledSmtp2Go(config, context);
}
