using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Storage;
using EmailPlatform.TestKit.Tenants;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Tenants;

public sealed class TenantPurgeTests : IAsyncDisposable
{
    private readonly TestTenants _it = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _it.DisposeAsync();

    [Fact]
    public async Task Service_ThirtyDaysAfterTheDeletion_PurgesAndAuditsIt()
    {
        var store = new WatchedStore(_it.Store.Purge);
        using var purge = Create(store);
        var tenant = await _it.CreateAsync(body: """{ "name": "Acme Ltd" }""");
        await TestTenants.AddActiveAsync(tenant);
        Assert.True((await tenant.DeleteAsync("end of contract", TestTenants.By, Token)).IsOk);
        await purge.StartAsync(Token);
        await _it.Time.WhenTimersAsync(1).WaitAsync(Token);

        _it.Time.Advance(TimeSpan.FromDays(30));
        await store.Purged.Task.WaitAsync(Token);
        await purge.StopAsync(Token);

        var last = _it.Store.Audit.Entries[^1];
        Assert.Equal((tenant.Id, Actor.System, "tenant.purged"), (last.Tenant, last.Actor, last.Action));
        Assert.Equal("", (await _it.Store.Tenants.FindAsync(tenant.Id, Token))?.Name);
        Assert.Null(await _it.Store.Tenants.FindRevisionAsync(tenant.Id, 1, Token));
        var again = await _it.Directory.CreateAsync(tenant.Id, TestTenants.Json("{}"), TestTenants.By, Token);
        Assert.Equal("tenant_exists", again.Problem?.Code);
    }

    [Fact]
    public async Task Service_StoreNotAvailable_TriesAgainAnHourLater()
    {
        var store = new WatchedStore(_it.Store.Purge) { Failures = 1 };
        using var purge = Create(store);
        var tenant = await _it.CreateAsync();
        Assert.True((await tenant.DeleteAsync(null, TestTenants.By, Token)).IsOk);
        _it.Time.Advance(TimeSpan.FromDays(30));

        await purge.StartAsync(Token);
        await store.Failed.Task.WaitAsync(Token);
        Assert.False(store.Purged.Task.IsCompleted);
        _it.Time.Advance(TimeSpan.FromHours(1));
        await store.Purged.Task.WaitAsync(Token);
        await purge.StopAsync(Token);
    }

    private TenantPurge Create(ITenantPurgeStore store) =>
        new(store, _it.Time, Options.Create(new TenantOptions()), NullLogger<TenantPurge>.Instance);

    private sealed class WatchedStore(ITenantPurgeStore inner) : ITenantPurgeStore
    {
        public int Failures { get; set; }

        public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Purged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyList<TenantId>> ListDueAsync(DateTimeOffset deletedUntil, int limit, CancellationToken cancellationToken)
        {
            if (Failures-- > 0)
            {
                Failed.SetResult();
                throw new StoreUnavailableException("The disk is full.");
            }

            return inner.ListDueAsync(deletedUntil, limit, cancellationToken);
        }

        public async Task<bool> PurgeAsync(TenantId tenant, DateTimeOffset deletedUntil, int limit, AuditEntry audit, CancellationToken cancellationToken)
        {
            var more = await inner.PurgeAsync(tenant, deletedUntil, limit, audit, cancellationToken);
            if (!more)
            {
                Purged.TrySetResult();
            }

            return more;
        }
    }
}
