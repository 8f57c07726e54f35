using EmailPlatform.Platform.Audit;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Removes what deleted tenants left: everything but the id, which is never used again, and the audit.</summary>
public interface ITenantPurgeStore
{
    /// <summary>Tenants that were deleted then or earlier and are not purged, those that wait longest first.</summary>
    Task<IReadOnlyList<TenantId>> ListDueAsync(DateTimeOffset deletedUntil, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// One bounded step: removes at most so many rows of a tenant that is due. The step that finds nothing left empties the
    /// tenant's own row and writes the audit entry, once, however many nodes purge.
    /// </summary>
    /// <returns>Whether another step is needed; <c>false</c> also for a tenant that is not due.</returns>
    Task<bool> PurgeAsync(TenantId tenant, DateTimeOffset deletedUntil, int limit, AuditEntry audit, CancellationToken cancellationToken);
}
