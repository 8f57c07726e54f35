namespace EmailPlatform.Connectors;

/// <summary>What a connector type is called and can do.</summary>
/// <param name="Type">Our id: <c>smtp</c>.</param>
/// <param name="Name">As its maker spells it.</param>
/// <param name="Aliases">Ids of other systems under which a configuration pastes in unchanged.</param>
/// <param name="DevelopmentOnly">Not for production tenants.</param>
/// <param name="HasBaseUrl">The provider has a base URL, in place of which the operator can put another one.</param>
/// <param name="FurtherBaseUrls">Names under which the operator can put other base URLs for what the connector calls besides.</param>
/// <param name="OperatorRun">Sends through the operator's own connector, and is there only where the operator has set one up.</param>
public sealed record ConnectorDescription(
    string Type,
    string Name,
    IReadOnlyList<string> Aliases,
    ConnectorCapabilities Capabilities,
    bool DevelopmentOnly = false,
    bool HasBaseUrl = false,
    IReadOnlyList<string>? FurtherBaseUrls = null,
    bool OperatorRun = false);
