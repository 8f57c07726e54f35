using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>The purge of deleted tenants in memory.</summary>
public sealed class MemoryPurgeStore(MemoryStore store) : ITenantPurgeStore
{
    private readonly HashSet<TenantId> _purged = [];

    public Task<IReadOnlyList<TenantId>> ListDueAsync(DateTimeOffset deletedUntil, int limit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult<IReadOnlyList<TenantId>>(
            [
                .. store.Tenants.Deleted()
                    .Where(state => state.DeletedAt <= deletedUntil && !_purged.Contains(state.Id))
                    .OrderBy(state => state.DeletedAt)
                    .Select(state => state.Id)
                    .Take(limit),
            ]);
        }
    }

    public Task<bool> PurgeAsync(TenantId tenant, DateTimeOffset deletedUntil, int limit, AuditEntry audit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            if (_purged.Contains(tenant) || !store.Tenants.Deleted().Any(state => state.Id == tenant && state.DeletedAt <= deletedUntil))
            {
                return Task.FromResult(false);
            }

            var left = limit;
            left -= store.Messages.Remove(tenant, left);
            left -= store.KeptAnswers.Remove(tenant, left);
            left -= store.Mailboxes.Remove(tenant, left);
            left -= store.Tokens.Remove(tenant, left);
            left -= store.Promotions.Remove(tenant, left);
            left -= store.Templates.Remove(tenant, left);
            left -= store.Tenants.Remove(tenant, left);
            left -= store.Keys.Remove(tenant, left);
            if (left < limit)
            {
                return Task.FromResult(true);
            }

            _purged.Add(tenant);
            store.Tenants.Empty(tenant);
            store.Audit.Add(audit);
            return Task.FromResult(false);
        }
    }
}
