using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.DevelopmentMailbox;

/// <summary>Keeps mail on the platform, where whoever develops against it can read it.</summary>
internal sealed class MailboxConnector : Connector<MailboxConfig>
{
    public override ConnectorDescription Description { get; } = new(
        "mailbox",
        "Development mailbox",
        [],
        new ConnectorCapabilities(Attachments: true, ReplyTo: true, TextPart: true, ProviderTemplates: false, CustomSender: true, CustomHeaders: true),
        DevelopmentOnly: true);

    protected override JsonTypeInfo<MailboxConfig> ConfigType => MailboxConfigJson.Default.MailboxConfig;

    protected override void Validate(MailboxConfig config, ConfigReport report, ConnectorPermissions permissions)
    {
        report.Mailbox("fromEmail", config.FromEmail);
        report.Line("fromName", config.FromName);
        report.Templates(config.Templates);
    }

    protected override CompiledConnector Compile(MailboxConfig config, ConnectorContext context) => new CompiledMailbox(config, context.Mailbox);
}
