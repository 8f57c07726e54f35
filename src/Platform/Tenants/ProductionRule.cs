using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Keeps connector types that do not send away from production tenants.</summary>
internal sealed class ProductionRule(ConnectorCatalog catalog)
{
    public bool Refuses(TenantEnvironment environment, string? type) =>
        environment == TenantEnvironment.Production
        && type is not null
        && catalog.TryFind(type, out var connector)
        && connector.Description.DevelopmentOnly;
}
