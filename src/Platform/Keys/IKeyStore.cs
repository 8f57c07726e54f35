using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Keys;

/// <summary>Where keys live. Revoked keys stay for the audit and are not found by their hash.</summary>
public interface IKeyStore
{
    /// <summary>
    /// Stores a key; <c>false</c> when its hash is already there, or one of its tenants is not or no longer there. Adding a
    /// tenant key raises the version of each of its tenants by one.
    /// </summary>
    Task<bool> TryAddAsync(ApiKey key, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The key with this hash that is not revoked (it may be expired).</summary>
    Task<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken);

    Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Keys not revoked, in order of creation, after the id given: a tenant's, or the admin keys when <c>null</c>.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(TenantId? tenant, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Revokes a key; <c>false</c> when there is no such key or it is revoked already. Raises the version of its tenants by one.</summary>
    Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Notes the last use of keys; losing one is no harm.</summary>
    Task NoteUseAsync(IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken);

    /// <summary>A number that grows with every key added or revoked, so that caches on every node can tell within a second.</summary>
    Task<long> GenerationAsync(CancellationToken cancellationToken);
}
