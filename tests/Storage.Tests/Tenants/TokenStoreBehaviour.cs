using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Tenants;

public abstract class TokenStoreBehaviour : StoreBehaviour
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private ITokenStore Tokens => Get<ITokenStore>();

    [Fact]
    public async Task Lease_WantedByMany_GoesToOne()
    {
        var tenant = (await ActivateAsync(await AddTenantAsync("acme"))).Id;
        var got = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Tokens.TryLeaseAsync(tenant, 1, "holder-" + i, Now, Minute, Token))));

        Assert.Equal(1, got.Count(taken => taken));
        Assert.Null(await Tokens.ReadAsync(tenant, 1, Token));
        Assert.True(await Tokens.TryLeaseAsync(tenant, 1, "later", Now + Minute, Minute, Token));
    }

    [Fact]
    public async Task Write_NeedsTheLeaseAndTheVersionBefore()
    {
        var tenant = (await ActivateAsync(await AddTenantAsync("acme"))).Id;
        var first = new StoredToken(1, [1]);
        Assert.False(await Tokens.TryWriteAsync(tenant, 1, "a", Now, first, Token));
        Assert.True(await Tokens.TryLeaseAsync(tenant, 1, "a", Now, Minute, Token));
        Assert.False(await Tokens.TryWriteAsync(tenant, 1, "b", Now, first, Token));
        Assert.False(await Tokens.TryWriteAsync(tenant, 1, "a", Now + Minute, first, Token));
        Assert.False(await Tokens.TryWriteAsync(tenant, 1, "a", Now, first with { Version = 2 }, Token));
        Assert.True(await Tokens.TryWriteAsync(tenant, 1, "a", Now, first, Token));
        Assert.False(await Tokens.TryWriteAsync(tenant, 1, "a", Now, first, Token));

        await Tokens.ReleaseAsync(tenant, 1, "b", Token);
        Assert.False(await Tokens.TryLeaseAsync(tenant, 1, "b", Now, Minute, Token));
        await Tokens.ReleaseAsync(tenant, 1, "a", Token);
        Assert.True(await Tokens.TryLeaseAsync(tenant, 1, "b", Now, Minute, Token));
        Assert.True(await Tokens.TryWriteAsync(tenant, 1, "b", Now, new StoredToken(2, [2]), Token));

        await ReopenAsync();
        var stored = await Tokens.ReadAsync(tenant, 1, Token);
        Assert.Equal(2, stored?.Version);
        Assert.Equal([2], stored?.SealedState);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tokens_GoWithTheirRevisionOrTenant(bool retire)
    {
        var state = await ActivateAsync(await AddTenantAsync("acme"));
        await Tokens.TryLeaseAsync(state.Id, 1, "a", Now, Minute, Token);
        await Tokens.TryWriteAsync(state.Id, 1, "a", Now, new StoredToken(1, [1]), Token);

        var next = state with { Version = state.Version + 1, DeletedAt = retire ? null : Now };
        Assert.True(await Tenants.TryWriteAsync(new TenantChange(state.Version, next, Entry(state.Id), Retire: retire ? 1 : null), Token));

        Assert.Null(await Tokens.ReadAsync(state.Id, 1, Token));
        Assert.False(await Tokens.TryLeaseAsync(state.Id, 1, "b", Now + Minute, Minute, Token));
    }
}
