using System.Text;
using EmailPlatform.Connectors;
using EmailPlatform.Connectors.OAuth;
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

    private ITokenVault Vault(string grant = "marked grant") =>
        _it.Surroundings.Vaults(_acme, null).Open(Encoding.UTF8.GetBytes(grant));
}
