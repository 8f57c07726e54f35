using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Tenants;

/// <summary>
/// A tenant as it was at one version. Immutable: whoever holds one sees one connector, never none or two. What is
/// validated against it is written on the condition that its version is still the newest.
/// </summary>
/// <param name="Connector">The connector of this version's epoch; <c>null</c> when none is active.</param>
public sealed record TenantSnapshot(TenantState State, ActiveConnector? Connector)
{
    public TenantId Id => State.Id;

    public long Version => State.Version;

    public long Epoch => State.Epoch;

    public TenantSettings Settings => State.Settings;

    /// <summary>The tenant's own templates.</summary>
    public TemplateIndex Templates => State.Templates ?? TemplateIndex.Empty;

    /// <summary>The usages that have mail with a connector which serves these by itself: the tenant's own templates count too.</summary>
    internal IReadOnlyList<UsageType> With(IEnumerable<UsageType> usageTypes) => [.. usageTypes.Union(Templates.UsageTypes)];
}
