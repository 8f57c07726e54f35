using System.Text;
using EmailPlatform.Connectors;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Platform.Revisions;

public sealed class GrantVaultsTests : IAsyncLifetime
{
    private readonly TestTenants _it = new();
    private readonly TenantId _acme = TenantId.Parse("acme");

    private ManualTime Time => _it.Time;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _it.CreateAsync();

    public ValueTask DisposeAsync() => _it.DisposeAsync();

    [Fact]
    public async Task Write_OnOneNode_IsReadOnAnotherAndSealedAtRest()
    {
        var state = new TokenState(new Secret("marked-access"), Time.GetUtcNow().AddHours(1), new Secret("marked-refresh"), 1);
        await using (var lease = await Vault().TryLeaseAsync(TimeSpan.FromSeconds(30), Token))
        {
            Assert.NotNull(lease);
            Assert.True(await lease.WriteAsync(state, Token));
        }

        Assert.Equal(state, await Vault().ReadAsync(Token));
        Assert.Null(await Vault("another grant").ReadAsync(Token));
        var grant = Assert.Single(_it.Store.Tokens.Kept(_acme));
        var stored = await _it.Store.Tokens.ReadAsync(_acme, grant, Token);
        Assert.DoesNotContain("marked", grant, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", Encoding.UTF8.GetString(stored?.SealedState ?? []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lease_OneAtATimeUntilItEndsOrIsGivenBack()
    {
        var first = await Vault().TryLeaseAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Null(await Vault().TryLeaseAsync(TimeSpan.FromSeconds(30), Token));
        Time.Advance(TimeSpan.FromSeconds(31));
        var second = await Vault().TryLeaseAsync(TimeSpan.FromSeconds(30), Token);
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.False(await first.WriteAsync(new TokenState(new Secret("late"), null, null, 1), Token));

        await first.DisposeAsync();
        Assert.Null(await Vault().TryLeaseAsync(TimeSpan.FromSeconds(30), Token));
        await second.DisposeAsync();
        Assert.NotNull(await Vault().TryLeaseAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task Write_NotTheNextVersion_IsRefused()
    {
        await using var lease = await Vault().TryLeaseAsync(TimeSpan.FromSeconds(30), Token);
        Assert.NotNull(lease);
        Assert.False(await lease.WriteAsync(new TokenState(new Secret("x"), null, null, 2), Token));
        Assert.True(await lease.WriteAsync(new TokenState(new Secret("x"), null, null, 1), Token));
        Assert.False(await lease.WriteAsync(new TokenState(new Secret("y"), null, null, 1), Token));
    }

    [Fact]
    public void Grants_OpenedTwice_AreToldOnceAndNotInClear()
    {
        var vaults = _it.Surroundings.Vaults(_acme, null);
        vaults.Open("marked grant"u8);
        vaults.Open("marked grant"u8);
        vaults.Open("another"u8);

        Assert.Equal(2, vaults.Grants.Count);
        Assert.All(vaults.Grants, grant => Assert.Matches("^[0-9a-f]{64}$", grant));
    }

    [Fact]
    public async Task Store_OutOfReach_IsAVaultOutOfReach()
    {
        var gone = new GrantTokens(new GoneStore(), _it.Ring, Time, _acme, "grant", null);
        Assert.IsType<StoreUnavailableException>((await Assert.ThrowsAsync<TokenVaultException>(async () => await gone.ReadAsync(Token))).InnerException);
        await Assert.ThrowsAsync<TokenVaultException>(async () => await gone.TryLeaseAsync(TimeSpan.FromSeconds(30), Token));

        var closing = new GrantTokens(new GoneStore { Leases = true }, _it.Ring, Time, _acme, "grant", null);
        var lease = await closing.TryLeaseAsync(TimeSpan.FromSeconds(30), Token);
        Assert.NotNull(lease);
        await Assert.ThrowsAsync<TokenVaultException>(async () => await lease.WriteAsync(new TokenState(new Secret("x"), null, null, 1), Token));
        await Assert.ThrowsAsync<TokenVaultException>(async () => await lease.DisposeAsync());
    }

    private sealed class GoneStore : ITokenStore
    {
        public bool Leases { get; init; }

        public Task<StoredToken?> ReadAsync(TenantId tenant, string grant, CancellationToken cancellationToken) => throw Gone();

        public Task<bool> TryLeaseAsync(
            TenantId tenant, string grant, int? revision, string holder, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) =>
            Leases ? Task.FromResult(true) : Task.FromException<bool>(Gone());

        public Task<bool> TryWriteAsync(
            TenantId tenant, string grant, string holder, DateTimeOffset now, StoredToken token, CancellationToken cancellationToken) =>
            Task.FromException<bool>(Gone());

        public Task ReleaseAsync(TenantId tenant, string grant, string holder, CancellationToken cancellationToken) => Task.FromException(Gone());

        private static StoreUnavailableException Gone() => new("The store is gone.");
    }

    private ITokenVault Vault(string grant = "marked grant") =>
        _it.Surroundings.Vaults(_acme, null).Open(Encoding.UTF8.GetBytes(grant));
}
