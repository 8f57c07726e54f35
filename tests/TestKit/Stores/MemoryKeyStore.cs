using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>Keys in memory.</summary>
public sealed class MemoryKeyStore(MemoryStore store) : IKeyStore
{
    private readonly List<ApiKey> _keys = [];
    private long _generation;

    /// <summary>How often a key was looked up: what a cache saves.</summary>
    public int Lookups { get; private set; }

    public Task<bool> TryAddAsync(ApiKey key, AuditEntry audit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            if (_keys.Exists(other => other.Hash == key.Hash))
            {
                return Task.FromResult(false);
            }

            _keys.Add(key);
            Changed(key.Tenants);
            store.Audit.Add(audit);
            return Task.FromResult(true);
        }
    }

    public Task<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            Lookups++;
            return Task.FromResult(_keys.Find(key => key.Hash == hash && key.RevokedAt is null));
        }
    }

    public Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult(_keys.Find(key => key.Id == id));
        }
    }

    public Task<IReadOnlyList<ApiKey>> ListAsync(TenantId? tenant, string? after, int limit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            var first = after is null ? 0 : _keys.FindIndex(key => key.Id == after) + 1;
            return Task.FromResult<IReadOnlyList<ApiKey>>(
            [
                .. _keys.Skip(first)
                    .Where(key => key.RevokedAt is null && (tenant is { } of ? key.Tenants.Contains(of) : key.IsAdmin))
                    .Take(limit),
            ]);
        }
    }

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            var index = _keys.FindIndex(key => key.Id == id && key.RevokedAt is null);
            if (index < 0)
            {
                return Task.FromResult(false);
            }

            _keys[index] = _keys[index] with { RevokedAt = at };
            Changed(_keys[index].Tenants);
            store.Audit.Add(audit);
            return Task.FromResult(true);
        }
    }

    public Task NoteUseAsync(IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            foreach (var use in uses)
            {
                var index = _keys.FindIndex(key => key.Id == use.KeyId);
                _keys[index] = _keys[index] with { LastUsedAt = use.At, LastUsedFrom = use.From };
            }
        }

        return Task.CompletedTask;
    }

    public Task<long> GenerationAsync(CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult(_generation);
        }
    }

    internal void RevokeAllOf(TenantId tenant, DateTimeOffset at)
    {
        for (var index = 0; index < _keys.Count; index++)
        {
            var key = _keys[index];
            if (key.Tenants.Contains(tenant))
            {
                var others = key.Tenants.Where(other => other != tenant).ToList();
                _keys[index] = others.Count == 0 ? key with { RevokedAt = key.RevokedAt ?? at } : key with { Tenants = others };
            }
        }

        _generation++;
    }

    internal int Remove(TenantId tenant, int limit)
    {
        var keys = _keys.Where(key => key.Tenants.Contains(tenant)).Take(limit).ToList();
        foreach (var key in keys)
        {
            var index = _keys.IndexOf(key);
            if (key.Tenants.Count > 1)
            {
                _keys[index] = key with { Tenants = [.. key.Tenants.Where(other => other != tenant)] };
            }
            else
            {
                _keys.RemoveAt(index);
            }
        }

        return keys.Count;
    }

    private void Changed(IReadOnlyList<TenantId> tenants)
    {
        _generation++;
        foreach (var tenant in tenants)
        {
            store.Tenants.CountUp(tenant);
        }
    }
}
