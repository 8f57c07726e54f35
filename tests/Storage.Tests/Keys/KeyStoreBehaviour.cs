using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Keys;

public abstract class KeyStoreBehaviour : StoreBehaviour
{
    private IKeyStore Keys => Get<IKeyStore>();

    [Fact]
    public async Task Key_Added_IsFoundAsItWas()
    {
        var acme = (await AddTenantAsync("acme")).Id;
        var beta = (await AddTenantAsync("beta")).Id;
        var key = NewKey("k1", acme, beta) with { ExpiresAt = Now.AddDays(1) };

        Assert.True(await Keys.TryAddAsync(key, Entry(acme, "key.created"), Token));

        foreach (var found in new[] { await Keys.FindAsync("k1", Token), await Keys.FindByHashAsync(key.Hash, Token) })
        {
            Assert.NotNull(found);
            Assert.Equal(key with { Tenants = found.Tenants, Scopes = found.Scopes }, found);
            Assert.Equal([acme, beta], found.Tenants);
            Assert.Equal(key.Scopes, found.Scopes);
        }

        Assert.Equal(2, (await Tenants.FindAsync(acme, Token))?.Version);
        Assert.Equal(2, (await Tenants.FindAsync(beta, Token))?.Version);
    }

    [Fact]
    public async Task Key_HashThereAlready_IsRefusedAndLeavesNoTrace()
    {
        var acme = (await AddTenantAsync("acme")).Id;
        Assert.True(await Keys.TryAddAsync(NewKey("k1", acme), Entry(acme, "key.created"), Token));
        var generation = await Keys.GenerationAsync(Token);

        Assert.False(await Keys.TryAddAsync(NewKey("k2", acme) with { Hash = NewKey("k1").Hash }, Entry(acme, "key.created"), Token));

        Assert.Null(await Keys.FindAsync("k2", Token));
        Assert.Equal(2, (await Tenants.FindAsync(acme, Token))?.Version);
        Assert.Equal(generation, await Keys.GenerationAsync(Token));
        Assert.Single(await Get<IAuditStore>().ListAsync(acme, null, 10, Token), recorded => recorded.Entry.Action == "key.created");
    }

    [Fact]
    public async Task Key_OfATenantThatIsGone_IsRefused()
    {
        var acme = await AddTenantAsync("acme");
        await Tenants.TryWriteAsync(new TenantChange(1, acme with { Version = 2, DeletedAt = Now }, Entry(acme.Id)), Token);

        Assert.False(await Keys.TryAddAsync(NewKey("k1", acme.Id), Entry(acme.Id), Token));
        Assert.False(await Keys.TryAddAsync(NewKey("k2", TenantId.Parse("never-there")), Entry(null), Token));
    }

    [Fact]
    public async Task Revoke_HoldsAtOnce_KeepsTheKeyForTheAudit()
    {
        var acme = (await AddTenantAsync("acme")).Id;
        var key = NewKey("k1", acme);
        await Keys.TryAddAsync(key, Entry(acme), Token);
        var generation = await Keys.GenerationAsync(Token);

        Assert.True(await Keys.RevokeAsync("k1", Now, Entry(acme, "key.revoked"), Token));
        Assert.False(await Keys.RevokeAsync("k1", Now, Entry(acme, "key.revoked"), Token));
        Assert.False(await Keys.RevokeAsync("unknown", Now, Entry(acme, "key.revoked"), Token));

        Assert.Null(await Keys.FindByHashAsync(key.Hash, Token));
        Assert.Equal(Now, (await Keys.FindAsync("k1", Token))?.RevokedAt);
        Assert.Empty(await Keys.ListAsync(acme, null, 10, Token));
        Assert.Equal(3, (await Tenants.FindAsync(acme, Token))?.Version);
        Assert.True(await Keys.GenerationAsync(Token) > generation);
        Assert.Single(await Get<IAuditStore>().ListAsync(acme, null, 10, Token), recorded => recorded.Entry.Action == "key.revoked");
    }

    [Fact]
    public async Task List_OfTenantOrAdmins_InOrderOfCreation()
    {
        var acme = (await AddTenantAsync("acme")).Id;
        var beta = (await AddTenantAsync("beta")).Id;
        foreach (var key in new[] { NewKey("z", acme), NewKey("admin-2"), NewKey("y", beta), NewKey("x", acme, beta), NewKey("admin-1") })
        {
            Assert.True(await Keys.TryAddAsync(key, Entry(null), Token));
        }

        Assert.Equal(["z", "x"], await Ids(acme, null, 10));
        Assert.Equal(["z"], await Ids(acme, null, 1));
        Assert.Equal(["x"], await Ids(acme, "z", 10));
        Assert.Equal(["y", "x"], await Ids(beta, null, 10));
        Assert.Equal(["admin-2", "admin-1"], await Ids(null, null, 10));
        Assert.Equal(["admin-1"], await Ids(null, "admin-2", 10));

        async Task<IEnumerable<string>> Ids(TenantId? tenant, string? after, int limit) =>
            (await Keys.ListAsync(tenant, after, limit, Token)).Select(key => key.Id);
    }

    [Fact]
    public async Task Use_Noted_ShowsTheLatest()
    {
        await Keys.TryAddAsync(NewKey("k1"), Entry(null), Token);
        await Keys.NoteUseAsync([new KeyUse("k1", Now.AddMinutes(2), "192.0.2.7"), new KeyUse("k1", Now, "192.0.2.8")], Token);

        var key = await Keys.FindAsync("k1", Token);
        Assert.Equal((Now.AddMinutes(2), "192.0.2.7"), (key?.LastUsedAt, key?.LastUsedFrom));
    }

    [Fact]
    public async Task TenantDeleted_ItsOwnKeysAreRevoked_SharedOnesLeaveIt()
    {
        var acme = await AddTenantAsync("acme");
        var beta = (await AddTenantAsync("beta")).Id;
        await Keys.TryAddAsync(NewKey("own", acme.Id), Entry(null), Token);
        await Keys.TryAddAsync(NewKey("shared", acme.Id, beta), Entry(null), Token);
        await Keys.TryAddAsync(NewKey("other", beta), Entry(null), Token);
        var state = await Tenants.FindAsync(acme.Id, Token);
        Assert.NotNull(state);

        var deleted = state with { Version = state.Version + 1, DeletedAt = Now };
        Assert.True(await Tenants.TryWriteAsync(new TenantChange(state.Version, deleted, Entry(acme.Id), RevokeKeys: true), Token));

        Assert.Null(await Keys.FindByHashAsync(NewKey("own").Hash, Token));
        Assert.Equal([beta], (await Keys.FindByHashAsync(NewKey("shared").Hash, Token))?.Tenants);
        Assert.NotNull(await Keys.FindByHashAsync(NewKey("other").Hash, Token));
    }

    private static ApiKey NewKey(string id, params TenantId[] tenants) => new(
        id, "a key", tenants.Length == 0, tenants, "hash of " + id, "ep_" + id, ["messages:send", "messages:read"], Now, "tester");
}
