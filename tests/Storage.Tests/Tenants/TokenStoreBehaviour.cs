using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Tenants;

public abstract class TokenStoreBehaviour : StoreBehaviour
{
    private const string Grant = "grant-hash";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private ITokenStore Tokens => Get<ITokenStore>();

    [Fact]
    public async Task Lease_WantedByMany_GoesToOne()
    {
        var tenant = (await AddRevisionAsync(await AddTenantAsync("acme"))).Id;
        var got = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => Tokens.TryLeaseAsync(tenant, Grant, i % 2 == 0 ? 1 : null, "holder-" + i, Now, Minute, Token))));

        Assert.Equal(1, got.Count(taken => taken));
        Assert.Null(await Tokens.ReadAsync(tenant, Grant, Token));
        Assert.True(await Tokens.TryLeaseAsync(tenant, Grant, 1, "later", Now + Minute, Minute, Token));
    }

    [Fact]
    public async Task Lease_NoSuchTenantOrRevision_IsRefused()
    {
        var tenant = (await AddRevisionAsync(await AddTenantAsync("acme"))).Id;

        Assert.False(await Tokens.TryLeaseAsync(TenantId.Parse("other"), Grant, null, "a", Now, Minute, Token));
        Assert.False(await Tokens.TryLeaseAsync(tenant, Grant, 2, "a", Now, Minute, Token));
        Assert.False(await Tokens.TryLeaseAsync(tenant, "another-grant", 1, "a", Now, Minute, Token));
        Assert.True(await Tokens.TryLeaseAsync(tenant, "another-grant", null, "a", Now, Minute, Token));
    }

    [Fact]
    public async Task Write_NeedsTheLeaseAndTheVersionBefore()
    {
        var tenant = (await AddTenantAsync("acme")).Id;
        var first = new StoredToken(1, [1]);
        Assert.False(await Tokens.TryWriteAsync(tenant, Grant, "a", Now, first, Token));
        Assert.True(await Tokens.TryLeaseAsync(tenant, Grant, null, "a", Now, Minute, Token));
        Assert.False(await Tokens.TryWriteAsync(tenant, Grant, "b", Now, first, Token));
        Assert.False(await Tokens.TryWriteAsync(tenant, Grant, "a", Now + Minute, first, Token));
        Assert.False(await Tokens.TryWriteAsync(tenant, Grant, "a", Now, first with { Version = 2 }, Token));
        Assert.True(await Tokens.TryWriteAsync(tenant, Grant, "a", Now, first, Token));
        Assert.False(await Tokens.TryWriteAsync(tenant, Grant, "a", Now, first, Token));

        await Tokens.ReleaseAsync(tenant, Grant, "b", Token);
        Assert.False(await Tokens.TryLeaseAsync(tenant, Grant, null, "b", Now, Minute, Token));
        await Tokens.ReleaseAsync(tenant, Grant, "a", Token);
        Assert.True(await Tokens.TryLeaseAsync(tenant, Grant, null, "b", Now, Minute, Token));
        Assert.True(await Tokens.TryWriteAsync(tenant, Grant, "b", Now, new StoredToken(2, [2]), Token));

        await ReopenAsync();
        var stored = await Tokens.ReadAsync(tenant, Grant, Token);
        Assert.Equal(2, stored?.Version);
        Assert.Equal([2], stored?.SealedState);
    }

    [Fact]
    public async Task Tokens_AreOfOneTenantAndGrant()
    {
        var (acme, other) = ((await AddTenantAsync("acme")).Id, (await AddTenantAsync("other")).Id);
        await KeepAsync(acme, Grant);

        Assert.NotNull(await Tokens.ReadAsync(acme, Grant, Token));
        Assert.Null(await Tokens.ReadAsync(other, Grant, Token));
        Assert.Null(await Tokens.ReadAsync(acme, "another-grant", Token));
    }

    [Fact]
    public async Task Retire_AnotherRevisionGivesTheGrant_TokensStayUntilThatIsRetiredToo()
    {
        var state = await AddRevisionAsync(await AddRevisionAsync(await AddTenantAsync("acme")));
        await KeepAsync(state.Id, Grant);

        state = await RetireAsync(state, 1);
        Assert.NotNull(await Tokens.ReadAsync(state.Id, Grant, Token));
        Assert.False(await Tokens.TryLeaseAsync(state.Id, Grant, 1, "b", Now + Minute, Minute, Token));
        Assert.True(await Tokens.TryLeaseAsync(state.Id, Grant, 2, "b", Now + Minute, Minute, Token));

        await RetireAsync(state, 2);
        Assert.Null(await Tokens.ReadAsync(state.Id, Grant, Token));
        Assert.False(await Tokens.TryWriteAsync(state.Id, Grant, "b", Now + Minute, new StoredToken(2, [2]), Token));
        Assert.False(await Tokens.TryLeaseAsync(state.Id, Grant, 2, "c", Now + Minute, Minute, Token));
    }

    [Fact]
    public async Task Retire_OtherGrantsAndTenants_KeepTheirTokens()
    {
        var other = await AddRevisionAsync(await AddTenantAsync("other"));
        var state = await AddRevisionAsync(await AddRevisionAsync(await AddTenantAsync("acme")), "second-grant");
        await KeepAsync(other.Id, Grant);
        await KeepAsync(state.Id, Grant);
        await KeepAsync(state.Id, "second-grant");
        await KeepAsync(state.Id, "of-a-test");

        await RetireAsync(state, 1);

        Assert.Null(await Tokens.ReadAsync(state.Id, Grant, Token));
        Assert.NotNull(await Tokens.ReadAsync(state.Id, "second-grant", Token));
        Assert.NotNull(await Tokens.ReadAsync(state.Id, "of-a-test", Token));
        Assert.NotNull(await Tokens.ReadAsync(other.Id, Grant, Token));
    }

    [Fact]
    public async Task Delete_OfTheTenant_TakesEveryTokenAlong()
    {
        var state = await AddRevisionAsync(await AddTenantAsync("acme"));
        await KeepAsync(state.Id, Grant);
        await KeepAsync(state.Id, "of-a-test");

        var next = state with { Version = state.Version + 1, DeletedAt = Now };
        Assert.True(await Tenants.TryWriteAsync(new TenantChange(state.Version, next, Entry(state.Id)), Token));

        Assert.Null(await Tokens.ReadAsync(state.Id, Grant, Token));
        Assert.Null(await Tokens.ReadAsync(state.Id, "of-a-test", Token));
        Assert.False(await Tokens.TryLeaseAsync(state.Id, Grant, 1, "b", Now + Minute, Minute, Token));
        Assert.False(await Tokens.TryLeaseAsync(state.Id, Grant, null, "b", Now + Minute, Minute, Token));
    }

    private async Task<TenantState> AddRevisionAsync(TenantState state, params string[] grants)
    {
        var next = state with { Version = state.Version + 1, LastRevision = state.LastRevision + 1 };
        var change = new TenantChange(
            state.Version, next, Entry(state.Id), NewRevision(state.Id, next.LastRevision), Grants: grants.Length == 0 ? [Grant] : grants);
        Assert.True(await Tenants.TryWriteAsync(change, Token));
        return next;
    }

    private async Task<TenantState> RetireAsync(TenantState state, int number)
    {
        var next = state with { Version = state.Version + 1 };
        Assert.True(await Tenants.TryWriteAsync(new TenantChange(state.Version, next, Entry(state.Id), Retire: number), Token));
        return next;
    }

    private async Task KeepAsync(TenantId tenant, string grant)
    {
        Assert.True(await Tokens.TryLeaseAsync(tenant, grant, null, "a", Now, Minute, Token));
        Assert.True(await Tokens.TryWriteAsync(tenant, grant, "a", Now, new StoredToken(1, [1]), Token));
    }
}
