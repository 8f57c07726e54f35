using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Audit;

/// <summary>The audit. Entries are written together with the change they tell of, in its transaction, wherever the change is one of the store.</summary>
public interface IAuditStore
{
    /// <summary>Writes an entry for what is not one transaction of the store.</summary>
    Task AddAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Newest first, those with a number below the one given (all when <c>null</c>); a tenant's, or the installation's own when <c>null</c>.</summary>
    Task<IReadOnlyList<RecordedAudit>> ListAsync(TenantId? tenant, long? before, int limit, CancellationToken cancellationToken);
}
