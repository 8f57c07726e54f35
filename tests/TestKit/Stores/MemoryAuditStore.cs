using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>The audit in memory.</summary>
public sealed class MemoryAuditStore : IAuditStore
{
    private readonly Lock _gate = new();
    private readonly List<RecordedAudit> _entries = [];

    public IReadOnlyList<AuditEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Select(recorded => recorded.Entry)];
            }
        }
    }

    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        Add(entry);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RecordedAudit>> ListAsync(TenantId? tenant, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<RecordedAudit>>(
                [.. _entries.Where(recorded => recorded.Entry.Tenant == tenant && (before is null || recorded.Number < before)).Reverse().Take(limit)]);
        }
    }

    internal void Add(AuditEntry entry)
    {
        lock (_gate)
        {
            _entries.Add(new RecordedAudit(_entries.Count + 1, entry));
        }
    }
}
