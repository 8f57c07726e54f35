using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>OAuth tokens in memory.</summary>
public sealed class MemoryTokenStore : ITokenStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(TenantId, int), Row> _rows = [];

    public Task<StoredToken?> ReadAsync(TenantId tenant, int revision, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.GetValueOrDefault((tenant, revision))?.Token);
        }
    }

    public Task<bool> TryLeaseAsync(
        TenantId tenant, int revision, string holder, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var row = _rows.GetValueOrDefault((tenant, revision)) ?? new Row(null, null, default);
            if (row.Holder is not null && row.Until > now)
            {
                return Task.FromResult(false);
            }

            _rows[(tenant, revision)] = row with { Holder = holder, Until = now + duration };
            return Task.FromResult(true);
        }
    }

    public Task<bool> TryWriteAsync(
        TenantId tenant, int revision, string holder, DateTimeOffset now, StoredToken token, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var row = _rows.GetValueOrDefault((tenant, revision));
            if (row is null || row.Holder != holder || row.Until <= now || token.Version != (row.Token?.Version ?? 0) + 1)
            {
                return Task.FromResult(false);
            }

            _rows[(tenant, revision)] = row with { Token = token };
            return Task.FromResult(true);
        }
    }

    public Task ReleaseAsync(TenantId tenant, int revision, string holder, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_rows.GetValueOrDefault((tenant, revision)) is { } row && row.Holder == holder)
            {
                _rows[(tenant, revision)] = row with { Holder = null };
            }
        }

        return Task.CompletedTask;
    }

    internal void Remove(TenantId tenant, int revision)
    {
        lock (_gate)
        {
            _rows.Remove((tenant, revision));
        }
    }

    private sealed record Row(StoredToken? Token, string? Holder, DateTimeOffset Until);
}
