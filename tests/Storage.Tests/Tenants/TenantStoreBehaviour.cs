using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Tenants;

public abstract class TenantStoreBehaviour : StoreBehaviour
{
    [Fact]
    public async Task Tenant_WrittenWithEverySetting_ReadsTheSameAfterReopening()
    {
        var settings = new TenantSettings(
            "de-AT",
            [Flow.SignIn, Flow.Mfa],
            new Dictionary<string, UsageSettings> { [UsageType.SignIn.ToString()] = new(300, UnknownPolicy.GiveUp, false) },
            new DeliverySettings(7));
        var tenant = NewTenant("acme") with { Settings = settings, Environment = TenantEnvironment.Production };
        Assert.True(await Tenants.TryWriteAsync(new TenantChange(0, tenant, Entry(tenant.Id)), Token));

        await ReopenAsync();

        var found = await Tenants.FindAsync(tenant.Id, Token);
        Assert.NotNull(found);
        Assert.Equal(tenant with { Settings = found.Settings }, found);
        Assert.Equal("de-AT", found.Settings.DefaultLocale);
        Assert.Equal([Flow.SignIn, Flow.Mfa], found.Settings.Flows);
        Assert.Equal(new UsageSettings(300, UnknownPolicy.GiveUp, false), found.Settings.Usages?["SignIn"]);
        Assert.Equal(7, found.Settings.Delivery?.Concurrency);
    }

    [Fact]
    public async Task Tenant_IdEverUsed_IsNotGivenAgain()
    {
        var tenant = await AddTenantAsync("acme");
        Assert.False(await Tenants.TryWriteAsync(new TenantChange(0, tenant, Entry(tenant.Id)), Token));

        var deleted = tenant with { Version = 2, DeletedAt = Now };
        Assert.True(await Tenants.TryWriteAsync(new TenantChange(1, deleted, Entry(tenant.Id)), Token));
        Assert.False(await Tenants.TryWriteAsync(new TenantChange(0, tenant, Entry(tenant.Id)), Token));
        Assert.Equal(Now, (await Tenants.FindAsync(tenant.Id, Token))?.DeletedAt);
    }

    [Fact]
    public async Task Change_OfAnotherVersion_WritesNothing()
    {
        var tenant = await AddTenantAsync("acme");
        var change = new TenantChange(
            7,
            tenant with { Version = 8, Name = "Other", LastRevision = 1, ActiveRevision = 1, Epoch = 1 },
            Entry(tenant.Id, "connector.activated"),
            NewRevision(tenant.Id, 1),
            new Activation(tenant.Id, 1, 1, null, QueuePolicy.Move, Now, "tester"));

        Assert.False(await Tenants.TryWriteAsync(change, Token));

        Assert.Equal("Acme", (await Tenants.FindAsync(tenant.Id, Token))?.Name);
        Assert.Null(await Tenants.FindRevisionAsync(tenant.Id, 1, Token));
        Assert.Null(await Tenants.FindActivationAsync(tenant.Id, 1, Token));
        var audit = await Get<IAuditStore>().ListAsync(tenant.Id, null, 10, Token);
        Assert.Equal(["tenant.created"], audit.Select(recorded => recorded.Entry.Action));
    }

    [Fact]
    public async Task Change_ThatSkipsAVersion_IsRefused()
    {
        var tenant = await AddTenantAsync("acme");
        await Assert.ThrowsAsync<ArgumentException>(
            () => Tenants.TryWriteAsync(new TenantChange(1, tenant with { Version = 3 }, Entry(tenant.Id)), Token));
    }

    [Fact]
    public async Task Change_HalfOfWhichIsImpossible_WritesNothing()
    {
        var tenant = await AddTenantAsync("acme");
        var change = new TenantChange(
            1,
            tenant with { Version = 2, Name = "Other", ActiveRevision = 99, Epoch = 1 },
            Entry(tenant.Id, "connector.activated"),
            null,
            new Activation(tenant.Id, 1, 99, null, QueuePolicy.Move, Now, "tester"));

        await Assert.ThrowsAnyAsync<Exception>(() => Tenants.TryWriteAsync(change, Token));

        Assert.Equal(tenant.Name, (await Tenants.FindAsync(tenant.Id, Token))?.Name);
        Assert.Null(await Tenants.FindActivationAsync(tenant.Id, 1, Token));
    }

    [Fact]
    public async Task List_PassesOverDeletedOnes_InOrderOfIds()
    {
        foreach (var id in new[] { "delta", "alpha", "charlie", "bravo" })
        {
            await AddTenantAsync(id);
        }

        var bravo = await Tenants.FindAsync(TenantId.Parse("bravo"), Token);
        Assert.NotNull(bravo);
        await Tenants.TryWriteAsync(new TenantChange(1, bravo with { Version = 2, DeletedAt = Now }, Entry(bravo.Id)), Token);

        var first = await Tenants.ListAsync(null, 2, Token);
        Assert.Equal(["alpha", "charlie"], first.Select(tenant => tenant.Id.ToString()));
        Assert.Equal(["delta"], (await Tenants.ListAsync(first[^1].Id, 2, Token)).Select(tenant => tenant.Id.ToString()));
    }

    [Fact]
    public async Task Revisions_ReadAsWritten_NewestFirst()
    {
        var state = await AddTenantAsync("acme");
        for (var i = 0; i < 3; i++)
        {
            state = await ActivateAsync(state);
        }

        var found = await Tenants.FindRevisionAsync(state.Id, 2, Token);
        Assert.NotNull(found);
        var written = NewRevision(state.Id, 2);
        Assert.Equal(written with { UsageTypes = found.UsageTypes, SealedConfig = found.SealedConfig }, found);
        Assert.Equal(written.UsageTypes, found.UsageTypes);
        Assert.Equal(written.SealedConfig, found.SealedConfig);
        var page = await Tenants.ListRevisionsAsync(state.Id, null, 2, Token);
        Assert.Equal([3, 2], page.Items.Select(revision => revision.Number));
        Assert.All(page.Items, revision => Assert.Null(revision.SealedConfig));
        var last = await Tenants.ListRevisionsAsync(state.Id, (int?)page.Next, 2, Token);
        Assert.Equal([1], last.Items.Select(revision => revision.Number));
        Assert.Null(last.Next);
    }

    [Fact]
    public async Task Activations_ReadAsWritten_NewestFirst()
    {
        var state = await ActivateAsync(await ActivateAsync(await AddTenantAsync("acme")), QueuePolicy.Drain);
        state = await ActivateAsync(state, QueuePolicy.Hold, delete: true);

        Assert.Equal(
            new Activation(state.Id, 3, null, 2, QueuePolicy.Hold, Now, "tester"), await Tenants.FindActivationAsync(state.Id, 3, Token));
        var all = await Tenants.ListActivationsAsync(state.Id, null, 10, Token);
        Assert.Equal([(3L, null), (2L, 2), (1L, 1)], all.Select(activation => (activation.Epoch, activation.Revision)));
        Assert.Equal([1L], (await Tenants.ListActivationsAsync(state.Id, 2, 10, Token)).Select(activation => activation.Epoch));
    }

    [Fact]
    public async Task Retire_DestroysTheConfiguration_KeepsTheRest()
    {
        var state = await ActivateAsync(await AddTenantAsync("acme"));
        var retired = Entry(state.Id, "revision.retired");
        Assert.True(await Tenants.TryWriteAsync(new TenantChange(state.Version, state with { Version = state.Version + 1 }, retired, Retire: 1), Token));

        var revision = await Tenants.FindRevisionAsync(state.Id, 1, Token);
        Assert.NotNull(revision);
        Assert.Null(revision.SealedConfig);
        Assert.Equal(retired.At, revision.RetiredAt);
        Assert.Equal("hash-1", revision.Hash);
    }

    [Fact]
    public async Task Receipts_OfAHash_ComeNewestFirst()
    {
        var tenant = (await AddTenantAsync("acme")).Id;
        foreach (var (id, hash) in new[] { ("r1", "a"), ("r2", "b"), ("r3", "a") })
        {
            var receipt = new Receipt(id, tenant, hash, "smtp", ["SignIn"], ["en", "de"], Now, "tester");
            await Tenants.AddReceiptAsync(receipt, Entry(tenant, "connector.tested"), Token);
            await Tenants.AddReceiptAsync(receipt, Entry(tenant, "connector.tested"), Token);
        }

        Assert.Equal(["r3", "r1"], (await Tenants.ListReceiptsAsync(tenant, "a", 10, Token)).Select(receipt => receipt.Id));
        var newest = Assert.Single(await Tenants.ListReceiptsAsync(tenant, null, 1, Token));
        Assert.Equal(("r3", "smtp", Now, "tester"), (newest.Id, newest.Type, newest.At, newest.By));
        Assert.Equal(["SignIn"], newest.UsageTypes);
        Assert.Equal(["en", "de"], newest.Locales);
        var proved = await Tenants.ListProvedUsagesAsync(tenant, ["a", "b", "c", "a"], Token);
        Assert.Equal([("a", "SignIn"), ("b", "SignIn")], proved.SelectMany(usages => usages, (usages, usage) => (usages.Key, usage)).Order());
        Assert.Empty(proved["c"]);
        Assert.Empty(await Tenants.ListProvedUsagesAsync(TenantId.Parse("other"), ["a"], Token));
        Assert.Equal(4, (await Get<IAuditStore>().ListAsync(tenant, null, 10, Token)).Count);
    }

    [Fact]
    public async Task Window_ThirtyAtOnce_CountsExactlyTheLimit()
    {
        var tenant = (await AddTenantAsync("acme")).Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(
            _ => Task.Run(() => Tenants.TryCountAsync(tenant, "connector_test", 10, TimeSpan.FromHours(1), Now, Token))));

        Assert.Equal(10, answers.Count(answer => answer is null));
        Assert.All(answers.Where(answer => answer is not null), answer => Assert.Equal(TimeSpan.FromHours(1), answer));
    }

    [Fact]
    public async Task Window_Slides_WithTheOldestUse()
    {
        var tenant = (await AddTenantAsync("acme")).Id;
        var window = TimeSpan.FromMinutes(10);
        Assert.Null(await Count(0));
        Assert.Null(await Count(4));
        Assert.Equal(TimeSpan.FromMinutes(3), await Count(7));
        Assert.Null(await Count(10));
        Assert.Equal(TimeSpan.FromMinutes(3), await Count(11));
        Assert.Null(await Tenants.TryCountAsync(tenant, "another", 2, window, Now, Token));

        Task<TimeSpan?> Count(int minute) =>
            Tenants.TryCountAsync(tenant, "connector_test", 2, window, Now.AddMinutes(minute), Token);
    }
}
