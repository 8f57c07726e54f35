using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>Tenants in memory, with compare-and-swap on their version.</summary>
public sealed class MemoryTenantStore(MemoryStore store) : ITenantStore
{
    private readonly SortedDictionary<string, TenantState> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<(TenantId, int), Revision> _revisions = [];
    private readonly Dictionary<(TenantId, long), Activation> _activations = [];
    private readonly List<Receipt> _receipts = [];
    private readonly List<(TenantId Tenant, string Purpose, DateTimeOffset At)> _counts = [];

    /// <summary>Called before each write is decided, outside all locks: where a test lets another writer in.</summary>
    public Func<TenantChange, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    /// <summary>Writes refused because the version was another one.</summary>
    public int Conflicts { get; private set; }

    public async Task<bool> TryWriteAsync(TenantChange change, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await BeforeWrite(change);
        lock (store.Gate)
        {
            var id = change.Next.Id;
            var stored = _tenants.TryGetValue(id.ToString(), out var before) ? before.Version : 0;
            if (stored != change.ExpectedVersion)
            {
                Conflicts++;
                return false;
            }

            _tenants[id.ToString()] = change.Next;
            if (change.NewRevision is { } revision)
            {
                _revisions.Add((id, revision.Number), revision);
                store.Tokens.AddGrants(id, revision.Number, change.Grants ?? []);
            }

            foreach (var version in change.NewTemplates ?? [])
            {
                store.Templates.Add(version);
            }

            if (change.NewActivation is { } activation)
            {
                _activations.Add((id, activation.Epoch), activation);
            }

            if (change.Retire is { } retired)
            {
                _revisions[(id, retired)] = _revisions[(id, retired)] with { SealedConfig = null, RetiredAt = change.Audit.At };
                store.Tokens.Retire(id, retired);
            }

            if (change.Next.DeletedAt is not null)
            {
                store.Tokens.Clear(id);
            }

            if (change.RevokeKeys)
            {
                store.Keys.RevokeAllOf(id, change.Audit.At);
            }

            if (change.Promotion is { } promotion)
            {
                store.Promotions.Write(promotion);
            }

            store.Audit.Add(change.Audit);
            foreach (var entry in change.AlsoAudited ?? [])
            {
                store.Audit.Add(entry);
            }

            return true;
        }
    }

    public Task<TenantState?> FindAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult(_tenants.GetValueOrDefault(tenant.ToString()));
        }
    }

    public Task<IReadOnlyList<TenantState>> ListAsync(TenantId? after, int limit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult<IReadOnlyList<TenantState>>(
            [
                .. _tenants.Values
                    .Where(state => state.DeletedAt is null && (after is null || string.CompareOrdinal(state.Id.ToString(), after.ToString()) > 0))
                    .Select(state => state with { Templates = null })
                    .Take(limit),
            ]);
        }
    }

    public Task<Revision?> FindRevisionAsync(TenantId tenant, int number, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult(_revisions.GetValueOrDefault((tenant, number)));
        }
    }

    public Task<Page<Revision>> ListRevisionsAsync(TenantId tenant, int? before, int limit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            var rows = _revisions.Values
                .Where(revision => revision.Tenant == tenant && (before is null || revision.Number < before))
                .OrderByDescending(revision => revision.Number)
                .Take(limit + 1)
                .Select(revision => revision with { SealedConfig = null })
                .ToList();
            return Task.FromResult(rows.Count > limit ? new Page<Revision>(rows[..limit], rows[limit - 1].Number) : new Page<Revision>(rows, null));
        }
    }

    public Task<Activation?> FindActivationAsync(TenantId tenant, long epoch, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult(_activations.GetValueOrDefault((tenant, epoch)));
        }
    }

    public Task<IReadOnlyList<Activation>> ListActivationsAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult<IReadOnlyList<Activation>>(
            [
                .. _activations.Values
                    .Where(activation => activation.Tenant == tenant && (before is null || activation.Epoch < before))
                    .OrderByDescending(activation => activation.Epoch)
                    .Take(limit),
            ]);
        }
    }

    public Task AddReceiptAsync(Receipt receipt, AuditEntry audit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            _receipts.Add(receipt);
            store.Audit.Add(audit);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Receipt>> ListReceiptsAsync(TenantId tenant, string? hash, int limit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult<IReadOnlyList<Receipt>>(
                [.. _receipts.Where(receipt => receipt.Tenant == tenant && (hash is null || receipt.Hash == hash)).Reverse().Take(limit)]);
        }
    }

    public Task<ILookup<string, string>> ListProvedUsagesAsync(TenantId tenant, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult(_receipts
                .Where(receipt => receipt.Tenant == tenant && hashes.Contains(receipt.Hash))
                .SelectMany(receipt => receipt.UsageTypes, (receipt, usage) => (receipt.Hash, usage))
                .Distinct()
                .ToLookup(pair => pair.Hash, pair => pair.usage, StringComparer.Ordinal));
        }
    }

    public Task<TimeSpan?> TryCountAsync(
        TenantId tenant, string purpose, int limit, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            var counted = _counts.Where(count => count.Tenant == tenant && count.Purpose == purpose && count.At > now - window).ToList();
            if (counted.Count >= limit)
            {
                return Task.FromResult<TimeSpan?>(counted[^limit].At + window - now);
            }

            _counts.Add((tenant, purpose, now));
            return Task.FromResult<TimeSpan?>(null);
        }
    }

    internal bool IsThere(TenantId tenant) => _tenants.TryGetValue(tenant.ToString(), out var state) && state.DeletedAt is null;

    internal TenantState? Peek(TenantId tenant) => _tenants.GetValueOrDefault(tenant.ToString());

    /// <summary>The revision of an epoch, unless there is none or its secrets are destroyed.</summary>
    internal int? UsableRevision(TenantId tenant, long epoch) =>
        _activations.GetValueOrDefault((tenant, epoch))?.Revision is { } number && _revisions.GetValueOrDefault((tenant, number))?.SealedConfig is not null
            ? number
            : null;

    /// <summary>The activations after an epoch, oldest first.</summary>
    internal IEnumerable<Activation> ActivationsAfter(TenantId tenant, long epoch) =>
        _activations.Values.Where(activation => activation.Tenant == tenant && activation.Epoch > epoch).OrderBy(activation => activation.Epoch);

    internal IEnumerable<TenantState> Deleted() => _tenants.Values.Where(state => state.DeletedAt is not null);

    internal int Remove(TenantId tenant, int limit)
    {
        var left = limit;
        left -= _counts.Where(count => count.Tenant == tenant).Take(left).ToList().Count(_counts.Remove);
        left -= _receipts.Where(receipt => receipt.Tenant == tenant).Take(left).ToList().Count(_receipts.Remove);
        left -= _activations.Keys.Where(key => key.Item1 == tenant).Take(left).ToList().Count(_activations.Remove);
        left -= _revisions.Keys.Where(key => key.Item1 == tenant).Take(left).ToList().Count(_revisions.Remove);
        return limit - left;
    }

    internal void Empty(TenantId tenant)
    {
        var state = _tenants[tenant.ToString()];
        _tenants[tenant.ToString()] = state with { Name = "", Templates = null, Settings = new TenantSettings(), Version = state.Version + 1 };
    }

    /// <summary>What the real store does to a tenant's version when one of its keys comes or goes.</summary>
    internal void CountUp(TenantId tenant)
    {
        if (_tenants.TryGetValue(tenant.ToString(), out var state))
        {
            _tenants[tenant.ToString()] = state with { Version = state.Version + 1 };
        }
    }
}
