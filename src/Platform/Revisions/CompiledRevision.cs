using System.Text.Json.Nodes;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Revisions;

/// <summary>A connector type joined with one configuration of a tenant.</summary>
/// <param name="Secrets">The configuration's secrets, to be kept out of whatever a provider answers.</param>
internal sealed record CompiledRevision(
    ConnectorDescription Description, CompiledConnector Connector, RevisionTemplates Templates, IReadOnlyList<Secret> Secrets)
{
    public static CompiledRevision Compile(IConnector connector, JsonObject stored, ConnectorContext context)
    {
        var secrets = new List<Secret>();
        connector.Redact(stored, leaf =>
        {
            secrets.Add(leaf.Value);
            return "***";
        });
        var compiled = connector.Compile(stored, context);
        return new CompiledRevision(connector.Description, compiled, RevisionTemplates.Of(compiled), secrets);
    }

    /// <summary>The usages that the configuration serves by itself, unknown names included.</summary>
    public static IReadOnlyList<string> UsageTypesOf(CompiledConnector connector) =>
        [.. connector.Templates.Select(template => template.UsageType)
            .Concat(UsageType.All.Where(connector.RendersRemotely).Select(usage => usage.ToString()))
            .Distinct(StringComparer.Ordinal)];
}
