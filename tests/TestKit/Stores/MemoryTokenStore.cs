using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>OAuth tokens in memory.</summary>
public sealed class MemoryTokenStore(MemoryStore store) : ITokenStore
{
    private readonly Dictionary<(TenantId Tenant, string Grant), Row> _rows = [];
    private readonly HashSet<(TenantId Tenant, string Grant, int Revision)> _grants = [];

    /// <summary>Which grants have tokens.</summary>
    public IReadOnlyList<string> Kept(TenantId tenant)
    {
        lock (store.Gate)
        {
            return [.. _rows.Where(row => row.Key.Tenant == tenant && row.Value.Token is not null).Select(row => row.Key.Grant)];
        }
    }

    public Task<StoredToken?> ReadAsync(TenantId tenant, string grant, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult(_rows.GetValueOrDefault((tenant, grant))?.Token);
        }
    }

    public Task<bool> TryLeaseAsync(
        TenantId tenant, string grant, int? revision, string holder, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            var row = _rows.GetValueOrDefault((tenant, grant)) ?? new Row(null, null, default);
            var may = store.Tenants.IsThere(tenant) && (revision is not { } number || _grants.Contains((tenant, grant, number)));
            if (!may || (row.Holder is not null && row.Until > now))
            {
                return Task.FromResult(false);
            }

            _rows[(tenant, grant)] = row with { Holder = holder, Until = now + duration };
            return Task.FromResult(true);
        }
    }

    public Task<bool> TryWriteAsync(
        TenantId tenant, string grant, string holder, DateTimeOffset now, StoredToken token, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            var row = _rows.GetValueOrDefault((tenant, grant));
            if (row is null || row.Holder != holder || row.Until <= now || token.Version != (row.Token?.Version ?? 0) + 1)
            {
                return Task.FromResult(false);
            }

            _rows[(tenant, grant)] = row with { Token = token };
            return Task.FromResult(true);
        }
    }

    public Task ReleaseAsync(TenantId tenant, string grant, string holder, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            if (_rows.GetValueOrDefault((tenant, grant)) is { } row && row.Holder == holder)
            {
                _rows[(tenant, grant)] = row with { Holder = null };
            }
        }

        return Task.CompletedTask;
    }

    internal void AddGrants(TenantId tenant, int revision, IReadOnlyList<string> grants) =>
        _grants.UnionWith(grants.Select(grant => (tenant, grant, revision)));

    internal void Retire(TenantId tenant, int revision)
    {
        var given = _grants.Where(grant => grant.Tenant == tenant && grant.Revision == revision).ToList();
        _grants.ExceptWith(given);
        foreach (var (_, grant, _) in given.Where(grant => !_grants.Any(other => other.Tenant == tenant && other.Grant == grant.Grant)))
        {
            _rows.Remove((tenant, grant));
        }
    }

    internal void Clear(TenantId tenant)
    {
        foreach (var key in _rows.Keys.Where(key => key.Tenant == tenant).ToList())
        {
            _rows.Remove(key);
        }
    }

    internal int Remove(TenantId tenant, int limit)
    {
        var rows = _rows.Keys.Where(key => key.Tenant == tenant).Take(limit).ToList();
        rows.ForEach(key => _rows.Remove(key));
        var grants = _grants.Where(grant => grant.Tenant == tenant).Take(limit - rows.Count).ToList();
        _grants.ExceptWith(grants);
        return rows.Count + grants.Count;
    }

    private sealed record Row(StoredToken? Token, string? Holder, DateTimeOffset Until);
}
