using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>Kept answers in memory.</summary>
public sealed class MemoryKeptAnswerStore(MemoryStore store) : IKeptAnswerStore
{
    private readonly Dictionary<(TenantId Tenant, string Scope), KeptAnswer> _rows = [];

    public int Count
    {
        get
        {
            lock (store.Gate)
            {
                return _rows.Count;
            }
        }
    }

    public Task<KeptAnswer?> FindAsync(TenantId tenant, string scope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (store.Gate)
        {
            return Task.FromResult(_rows.GetValueOrDefault((tenant, scope)));
        }
    }

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            var old = _rows.Where(row => row.Value.KeptAt < before).OrderBy(row => row.Value.KeptAt).Take(limit).Select(row => row.Key).ToList();
            return Task.FromResult(old.Count(_rows.Remove));
        }
    }

    /// <summary>Inside an insert: the answer that another message kept under the same key.</summary>
    internal KeptAnswer? FindOther(NewMessage message) =>
        message.Keep is { } keep && _rows.GetValueOrDefault((message.Tenant, keep.Scope)) is { } kept && kept.Message != message.Id ? kept : null;

    internal void Keep(NewMessage message)
    {
        if (message.Keep is { } keep)
        {
            _rows.TryAdd((message.Tenant, keep.Scope), keep);
        }
    }

    internal int Remove(TenantId tenant, int limit) => _rows.Keys.Where(row => row.Tenant == tenant).Take(limit).ToList().Count(_rows.Remove);
}
