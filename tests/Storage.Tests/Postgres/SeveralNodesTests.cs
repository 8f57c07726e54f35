using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Postgres;

/// <summary>What holds when several nodes write over connections of their own: nothing but the database orders them.</summary>
public sealed class SeveralNodesTests : ActivationBehaviour
{
    private SeveralNodesHome? _nodes;

    protected override ITenantStore Tenants => Turn<ITenantStore>();

    private SeveralNodesHome Nodes => _nodes ?? throw new InvalidOperationException("Not initialized.");

    protected override StoreHome CreateHome() => _nodes = new SeveralNodesHome(4);

    [Fact]
    public async Task Uses_CountedByAllAtOnce_AreExactlyTheLimit()
    {
        var acme = (await AddTenantAsync("acme")).Id;

        var waits = await AtOnceAsync(40, _ => Tenants.TryCountAsync(acme, "connector_test", 10, TimeSpan.FromMinutes(1), Now, Token));

        Assert.Equal(10, waits.Count(wait => wait is null));
        Assert.All(waits.OfType<TimeSpan>(), wait => Assert.Equal(TimeSpan.FromMinutes(1), wait));
    }

    [Fact]
    public async Task Uses_OfOthersAtOnce_DoNotCount()
    {
        var tenants = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AddTenantAsync($"tenant-{i}")));
        var waits = await AtOnceAsync(40, i => Tenants.TryCountAsync(tenants[i / 4].Id, $"purpose-{i % 4}", 1, TimeSpan.FromMinutes(1), Now, Token));
        Assert.All(waits, Assert.Null);
    }

    [Fact]
    public async Task Lease_OfOneGrantByAllAtOnce_IsOneHolders()
    {
        var acme = (await AddTenantAsync("acme")).Id;
        var leases = await AtOnceAsync(20, i => Turn<ITokenStore>().TryLeaseAsync(acme, "grant", null, $"holder-{i}", Now, TimeSpan.FromMinutes(1), Token));
        Assert.Single(leases, held => held);
    }

    [Fact]
    public async Task Lease_WhileTheTenantIsDeleted_LeavesNoToken()
    {
        for (var round = 0; round < 20; round++)
        {
            var state = await AddTenantAsync($"tenant-{round}");
            await Task.WhenAll(
                Task.Run(() => Turn<ITokenStore>().TryLeaseAsync(state.Id, "grant", null, "holder", Now, TimeSpan.FromMinutes(1), Token), Token),
                Task.Run(() => DeleteAsync(state), Token));
        }

        Assert.Equal("0", await Nodes.AskAsync("SELECT count(*) FROM tokens"));
    }

    [Fact]
    public async Task Key_SharedByTenantsThatAreDeletedAtOnce_IsRevoked()
    {
        for (var round = 0; round < 20; round++)
        {
            var (one, two) = (await AddTenantAsync($"one-{round}"), await AddTenantAsync($"two-{round}"));
            Assert.True(await Turn<IKeyStore>().TryAddAsync(NewKey($"key-{round}", one.Id, two.Id), Entry(null), Token));

            await Task.WhenAll(Task.Run(() => DeleteAsync(one), Token), Task.Run(() => DeleteAsync(two), Token));

            Assert.Null(await Turn<IKeyStore>().FindByHashAsync($"hash of key-{round}", Token));
        }
    }

    [Fact]
    public async Task Keys_OfTenantsInAnyOrder_AreAddedAndRevokedTogether()
    {
        var (one, two) = ((await AddTenantAsync("one")).Id, (await AddTenantAsync("two")).Id);

        await AtOnceAsync(40, i => Turn<IKeyStore>().TryAddAsync(i % 2 == 0 ? NewKey($"key-{i}", one, two) : NewKey($"key-{i}", two, one), Entry(null), Token));
        var uses = Enumerable.Range(0, 40).Select(i => new KeyUse($"key-{i}", Now, "192.0.2.1")).ToList();
        var revoked = AtOnceAsync(40, i => Turn<IKeyStore>().RevokeAsync($"key-{i / 2}", Now, Entry(null), Token));
        await AtOnceAsync(10, i => Noted(i % 2 == 0 ? uses : [.. uses.AsEnumerable().Reverse()]));

        Assert.Equal(20, (await revoked).Count(done => done));
        Assert.Equal(1 + 40 + 20, (await Tenants.FindAsync(one, Token))?.Version);
        Assert.Equal(40 + 20, await Turn<IKeyStore>().GenerationAsync(Token));

        async Task<bool> Noted(IReadOnlyList<KeyUse> some)
        {
            await Turn<IKeyStore>().NoteUseAsync(some, Token);
            return true;
        }
    }

    [Fact]
    public async Task Value_AddedByAllAtOnce_IsOneForAll()
    {
        var answers = await AtOnceAsync(20, i => Turn<IPlatformStore>().ReadOrAddValueAsync("check", [(byte)i], Token));
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    private static Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> work) => Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => work(i), Token)));

    private static ApiKey NewKey(string id, params TenantId[] tenants) => new(id, "a key", false, tenants, "hash of " + id, "ep_", [], Now, "tester");

    private T Turn<T>()
        where T : notnull => Nodes.Turn<T>();

    private async Task DeleteAsync(TenantState state)
    {
        TenantState? now;
        do
        {
            now = await Tenants.FindAsync(state.Id, Token);
            Assert.NotNull(now);
        }
        while (!await Tenants.TryWriteAsync(
            new TenantChange(now.Version, now with { Version = now.Version + 1, DeletedAt = Now }, Entry(state.Id), RevokeKeys: true), Token));
    }
}
