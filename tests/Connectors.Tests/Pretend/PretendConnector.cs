using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Pretend;

/// <summary>A connector that a newcomer adds: this folder is all that they touch.</summary>
internal sealed class PretendConnector : Connector<PretendConfig>
{
    public override ConnectorDescription Description { get; } = new(
        "pretend", "Pretend", ["make-believe"], new ConnectorCapabilities(false, false, false, false, false, false));

    protected override JsonTypeInfo<PretendConfig> ConfigType => PretendJson.Default.PretendConfig;

    protected override ConfigMembers Members { get; } = new(["debug"], new Dictionary<string, string> { ["sendmail"] = "No programs are run." });

    protected override void Normalize(JsonObject config, ConfigReport report) => ConfigShape.NumberFromDigits(config, "port");

    protected override void Validate(PretendConfig config, ConfigReport report, ConnectorPermissions permissions)
    {
        report.Host("host", config.Host);
        report.Port("port", config.Port);
    }

    protected override CompiledConnector Compile(PretendConfig config, ConnectorContext context) => new Compiled();

    private sealed class Compiled : CompiledConnector
    {
        public override Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<Outcome>(cancellationToken)
            : Task.FromResult(Outcome.Accepted("pretended"));
    }
}
