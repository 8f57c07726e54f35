using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Testing;

namespace EmailPlatform.Platform.Tenants;

/// <summary>What every tenant works with.</summary>
internal sealed record TenantParts(
    ITenantStore Store,
    RevisionMaker Revisions,
    OpenRevisions Open,
    ConnectorTests Tests,
    ProductionRule Production,
    CapabilityLosses Losses,
    TimeProvider Time);
