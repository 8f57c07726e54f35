using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>Mailgun, by its API and a key, in either region.</summary>
internal sealed class MailgunConnector : Connector<MailgunConfig>
{
    public override ConnectorDescription Description { get; } = new(
        "mailgun",
        "Mailgun",
        ["mailgun-email"],
        new ConnectorCapabilities(Attachments: true, ReplyTo: true, TextPart: true, ProviderTemplates: true, CustomSender: true, CustomHeaders: true),
        HasBaseUrl: true);

    protected override JsonTypeInfo<MailgunConfig> ConfigType => MailgunConfigJson.Default.MailgunConfig;

    protected override void Normalize(JsonObject config, ConfigReport report) => MailgunEndpoint.Normalize(config);

    protected override MailgunConfig WithImplied(MailgunConfig config) => config with { Endpoint = config.Endpoint ?? MailgunEndpoint.Default };

    protected override void Validate(MailgunConfig config, ConfigReport report, ConnectorPermissions permissions) => MailgunConfigRules.Check(config, report);

    protected override CompiledConnector Compile(MailgunConfig config, ConnectorContext context) => new CompiledMailgun(config, context);
}
