using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.Postmark;

/// <summary>Postmark, by its API and a server token.</summary>
internal sealed class PostmarkConnector : Connector<PostmarkConfig>
{
    public override ConnectorDescription Description { get; } = new(
        "postmark",
        "Postmark",
        ["postmark-mail"],
        new ConnectorCapabilities(Attachments: true, ReplyTo: true, TextPart: true, ProviderTemplates: true, CustomSender: true, CustomHeaders: true),
        HasBaseUrl: true);

    protected override JsonTypeInfo<PostmarkConfig> ConfigType => PostmarkConfigJson.Default.PostmarkConfig;

    protected override void Validate(PostmarkConfig config, ConfigReport report, ConnectorPermissions permissions) => PostmarkConfigRules.Check(config, report);

    protected override CompiledConnector Compile(PostmarkConfig config, ConnectorContext context) => new CompiledPostmark(config, context);
}
