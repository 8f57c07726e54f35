using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Tenants;

/// <summary>
/// One change of a tenant, written whole or not at all, on the condition that the stored version is still
/// <paramref name="ExpectedVersion"/> (0: the tenant does not exist yet). <paramref name="Next"/> carries the version that follows it.
/// </summary>
/// <param name="Grants">The OAuth grants that the new revision gives, as <see cref="ITokenStore"/> knows them.</param>
/// <param name="Retire">A revision whose sealed configuration is destroyed, and with it the stored tokens of every grant that no other unretired revision gives.</param>
/// <param name="RevokeKeys">Whether every key that belongs to this tenant alone is revoked, and the tenant taken out of shared ones.</param>
/// <param name="NewTemplates">New versions of templates, deletions among them; <paramref name="Next"/> names the current ones.</param>
/// <param name="Promotion">The promotion that this change is; one that is stored already is marked as undone.</param>
/// <param name="AlsoAudited">Further entries, also of another tenant that has a part in it.</param>
public sealed record TenantChange(
    long ExpectedVersion,
    TenantState Next,
    AuditEntry Audit,
    Revision? NewRevision = null,
    Activation? NewActivation = null,
    int? Retire = null,
    bool RevokeKeys = false,
    IReadOnlyList<string>? Grants = null,
    IReadOnlyList<TemplateVersion>? NewTemplates = null,
    Promotion? Promotion = null,
    IReadOnlyList<AuditEntry>? AlsoAudited = null);
