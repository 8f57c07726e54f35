using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Revisions;

namespace EmailPlatform.Server.ConnectorTypes;

/// <summary>A connector type: what it is called, can do and wants to know.</summary>
/// <param name="Aliases">Ids under which a configuration of another system pastes in unchanged.</param>
/// <param name="Available">Whether it can be used here: the built-in service only where the operator has set it up.</param>
/// <param name="Schema">JSON Schema of the configuration; secrets are <c>writeOnly</c>.</param>
/// <param name="Guide">Markdown.</param>
/// <param name="Logo">Where its logo is, an SVG.</param>
internal sealed record ConnectorTypeResponse(
    string Type,
    string Name,
    IReadOnlyList<string> Aliases,
    ConnectorCapabilities Capabilities,
    bool DevelopmentOnly,
    bool Available,
    JsonObject Schema,
    string Guide,
    string Logo)
{
    public static ConnectorTypeResponse Of(IConnector connector, ConnectorSurroundings surroundings) => new(
        connector.Description.Type,
        connector.Description.Name,
        connector.Description.Aliases,
        connector.Description.Capabilities,
        connector.Description.DevelopmentOnly,
        surroundings.Has(connector.Description),
        connector.Schema,
        connector.Guide,
        $"/api/connector-types/{connector.Description.Type}/logo.svg");
}
