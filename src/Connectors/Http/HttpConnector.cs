using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Http;

/// <summary>An endpoint of the tenant's own, which renders and sends by itself.</summary>
internal sealed class HttpConnector : Connector<HttpConfig>
{
    public override ConnectorDescription Description { get; } = new(
        "http",
        "HTTP",
        ["http-email"],
        // What the endpoint is told has no place for anything but the variables.
        new ConnectorCapabilities(
            Attachments: false,
            ReplyTo: false,
            TextPart: false,
            ProviderTemplates: true,
            CustomSender: false,
            CustomHeaders: false,
            Html: false,
            Text: false));

    protected override JsonTypeInfo<HttpConfig> ConfigType => HttpConfigJson.Default.HttpConfig;

    protected override void Normalize(JsonObject config, ConfigReport report) => ConfigShape.List(config, "signingSecrets");

    protected override void Validate(HttpConfig config, ConfigReport report, ConnectorPermissions permissions) => HttpConfigRules.Check(config, report, permissions);

    protected override CompiledConnector Compile(HttpConfig config, ConnectorContext context) => new CompiledHttp(config, context);
}
