using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Keys;

/// <summary>Whoever holds a key that is good now.</summary>
/// <param name="Scopes">Empty for admins, who may do everything.</param>
/// <param name="Tenants">The tenants that the key reaches; empty for admins, who reach all.</param>
/// <param name="ExpiresAt">When the key ends: no key that it makes lives longer.</param>
public sealed record Caller(
    Actor Actor,
    bool IsAdmin,
    IReadOnlySet<Scope> Scopes,
    IReadOnlySet<TenantId> Tenants,
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>The platform itself.</summary>
    public static Caller System { get; } = new(Actor.System, true, new HashSet<Scope>(), new HashSet<TenantId>());

    /// <summary>Whether the tenant exists for this caller: others answer 404.</summary>
    public bool Reaches(TenantId tenant) => IsAdmin || Tenants.Contains(tenant);

    /// <summary>Whether the caller may do this: else 403.</summary>
    public bool Can(Scope scope, TenantId tenant) => IsAdmin || (Tenants.Contains(tenant) && Scopes.Contains(scope));
}
