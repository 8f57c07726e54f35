using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Audit;

/// <summary>Reads the audit; entries are written together with the change they tell of.</summary>
public interface IAuditStore
{
    /// <summary>Newest first, those with a number below the one given (all when <c>null</c>); a tenant's, or the installation's own when <c>null</c>.</summary>
    Task<IReadOnlyList<RecordedAudit>> ListAsync(TenantId? tenant, long? before, int limit, CancellationToken cancellationToken);
}
