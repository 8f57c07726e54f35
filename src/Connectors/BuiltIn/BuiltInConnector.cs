using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.BuiltIn;

/// <summary>The operator's own connector with ready-made templates: a tenant brings a name and needs no provider.</summary>
internal sealed class BuiltInConnector : Connector<BuiltInConfig>
{
    public override ConnectorDescription Description { get; } = new(
        "built-in",
        "Built-in service",
        ["logto-email"],
        new ConnectorCapabilities(Attachments: false, ReplyTo: true, TextPart: true, ProviderTemplates: false, CustomSender: false, CustomHeaders: false),
        OperatorRun: true);

    protected override JsonTypeInfo<BuiltInConfig> ConfigType => BuiltInConfigJson.Default.BuiltInConfig;

    // What Logto's configuration says of its own cloud: here the operator's settings do.
    protected override ConfigMembers Members { get; } =
        new(["endpoint", "tokenEndpoint", "resource", "appId", "appSecret", "fromEmail"], new Dictionary<string, string>());

    protected override void Validate(BuiltInConfig config, ConfigReport report, ConnectorPermissions permissions) => BuiltInConfigRules.Check(config, report);

    protected override CompiledConnector Compile(BuiltInConfig config, ConnectorContext context) => new CompiledBuiltIn(config, context.Operator);
}
