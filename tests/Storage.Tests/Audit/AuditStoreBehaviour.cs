using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Audit;

public abstract class AuditStoreBehaviour : StoreBehaviour
{
    private IAuditStore Audit => Get<IAuditStore>();

    [Fact]
    public async Task Entries_OfATenant_ComeNewestFirstAndAsWritten()
    {
        var state = await AddTenantAsync("acme");
        await AddTenantAsync("beta");
        var entry = new AuditEntry(
            state.Id, Now.AddMinutes(1), new Actor("key-9", "Ann", null), "tenant.changed", new Dictionary<string, string> { ["name"] = "Ä \"quoted\"" });
        await Tenants.TryWriteAsync(new TenantChange(1, state with { Version = 2 }, entry), Token);

        var all = await Audit.ListAsync(state.Id, null, 10, Token);
        Assert.Equal(["tenant.changed", "tenant.created"], all.Select(recorded => recorded.Entry.Action));
        Assert.Equal(entry with { Details = all[0].Entry.Details }, all[0].Entry);
        Assert.Equal(entry.Details, all[0].Entry.Details);

        var older = Assert.Single(await Audit.ListAsync(state.Id, all[0].Number, 10, Token));
        Assert.Equal("tenant.created", older.Entry.Action);
    }

    [Fact]
    public async Task Entries_OfTheInstallation_AreApart()
    {
        var acme = (await AddTenantAsync("acme")).Id;
        var key = new ApiKey("admin", "admin", true, [], "hash", "ep_admin_", [], Now, "system");
        await Get<IKeyStore>().TryAddAsync(key, Entry(null, "admin_key.created"), Token);

        Assert.Equal(["admin_key.created"], (await Audit.ListAsync(null, null, 10, Token)).Select(recorded => recorded.Entry.Action));
        Assert.DoesNotContain(await Audit.ListAsync(acme, null, 10, Token), recorded => recorded.Entry.Action == "admin_key.created");
    }

    [Fact]
    public async Task Entry_OfItsOwn_StandsAmongTheOthers()
    {
        var acme = (await AddTenantAsync("acme")).Id;

        await Audit.AddAsync(Entry(acme, "mailbox.cleared"), Token);

        Assert.Equal(["mailbox.cleared", "tenant.created"], (await Audit.ListAsync(acme, null, 10, Token)).Select(recorded => recorded.Entry.Action));
    }
}
