using System.Text;
using EmailPlatform.Connectors;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Stores;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Platform.Revisions;

public sealed class RevisionTokensTests
{
    private readonly MemoryTokenStore _store = new();
    private readonly KeyRing _keys = new(EncryptionKey.Generate());
    private readonly ManualTime _time = new();
    private readonly TenantId _acme = TenantId.Parse("acme");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_OnOneNode_IsReadOnAnotherAndSealedAtRest()
    {
        var state = new TokenState(new Secret("marked-access"), _time.GetUtcNow().AddHours(1), new Secret("marked-refresh"), 1);
        await using (var lease = await Vault().TryLeaseAsync(TimeSpan.FromSeconds(30), Token))
        {
            Assert.NotNull(lease);
            Assert.True(await lease.WriteAsync(state, Token));
        }

        Assert.Equal(state, await Vault().ReadAsync(Token));
        Assert.Null(await Vault(revision: 2).ReadAsync(Token));
        var stored = await _store.ReadAsync(_acme, 1, Token);
        Assert.DoesNotContain("marked", Encoding.UTF8.GetString(stored?.SealedState ?? []));
    }

    [Fact]
    public async Task Lease_OneAtATimeUntilItEndsOrIsGivenBack()
    {
        var first = await Vault().TryLeaseAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Null(await Vault().TryLeaseAsync(TimeSpan.FromSeconds(30), Token));
        _time.Advance(TimeSpan.FromSeconds(31));
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

    private RevisionTokens Vault(int revision = 1) => new(_store, _keys, _time, _acme, revision);
}
