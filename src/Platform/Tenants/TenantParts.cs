using EmailPlatform.Platform.Revisions;

namespace EmailPlatform.Platform.Tenants;

/// <summary>What every tenant works with.</summary>
internal sealed record TenantParts(
    ITenantStore Store,
    RevisionMaker Revisions,
    OpenRevisions Open,
    ProductionRule Production,
    TimeProvider Time);
