using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Audit;

/// <summary>One line of the audit: who did what to which tenant, when and from where. Never a secret, a code or a payload.</summary>
/// <param name="Tenant"><c>null</c> for what concerns the whole installation.</param>
/// <param name="Action">Dotted and stable: <c>connector.activated</c>.</param>
/// <param name="Details">Facts by name: <c>revision</c> → <c>3</c>.</param>
public sealed record AuditEntry(
    TenantId? Tenant,
    DateTimeOffset At,
    Actor Actor,
    string Action,
    IReadOnlyDictionary<string, string> Details);
