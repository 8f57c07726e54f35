using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>The operator's connector as the settings give it, checked.</summary>
/// <param name="Stored">The configuration in its checked form, secrets included.</param>
/// <param name="Permissions">With which it was checked: what the operator writes, the operator permits.</param>
public sealed record BuiltInSetup(IConnector Connector, JsonObject Stored, ConnectorPermissions Permissions)
{
    /// <summary>Where the settings stand, for whoever has to mend them.</summary>
    public const string Section = "EmailPlatform:BuiltIn";

    /// <exception cref="FormatException">Tells every problem; never the value of a secret.</exception>
    public static BuiltInSetup Read(ConnectorCatalog catalog, string? type, JsonElement config)
    {
        var fitting = catalog.All.Where(known => !known.Description.OperatorRun && !known.Description.DevelopmentOnly).Select(known => known.Description.Type);
        if (type is null || !catalog.TryFind(type, out var connector) || connector.Description.OperatorRun || connector.Description.DevelopmentOnly)
        {
            throw new FormatException($"{Section}:Type is the connector type that the built-in service sends through, one of {string.Join(", ", fitting)}.");
        }

        var permissions = new ConnectorPermissions(
            UnverifiedTls: true, LocalAddress: true, PlainHttp.Anywhere, new CloudGrant([.. Texts(config)], AmbientCredentials: true));
        var reading = connector.Read(config, new NothingKept(), permissions);
        return reading.Stored is { } stored
            ? new BuiltInSetup(connector, stored, permissions)
            : throw new FormatException(string.Join(' ', reading.Report.Errors.Select(error => $"{PathOf(error.Path)}: {error.Message}")));
    }

    private static string PathOf(string path) => path.Length == 0 ? $"{Section}:Config" : $"{Section}:Config:{path.Replace('.', ':')}";

    /// <summary>Roles that the settings name are lent by naming them.</summary>
    private static IEnumerable<string> Texts(JsonElement config) => config.ValueKind switch
    {
        JsonValueKind.Object => config.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => config.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [config.GetString() ?? ""],
        _ => [],
    };

    private sealed class NothingKept : IKeptSecrets
    {
        public JsonObject? ConfigOf(int revision, string connectorType) => null;
    }
}
