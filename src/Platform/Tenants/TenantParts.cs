using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates.Stored;
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
    ITemplateStore Templates,
    TemplateCache TemplateCache,
    TimeProvider Time);
