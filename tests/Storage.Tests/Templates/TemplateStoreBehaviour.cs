using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Templates;

public abstract class TemplateStoreBehaviour : StoreBehaviour
{
    private ITemplateStore Store => Get<ITemplateStore>();

    [Fact]
    public async Task Version_WithEveryPart_ReadsTheSameAfterReopening()
    {
        var tenant = await AddTenantAsync("acme");
        var source = new TemplateSource("Ihr Code {{code}} 😀", "<p>\r\n\t{{code}} — “ß”</p>", "Text\n", "{{team}}@example.com", "Acme & Söhne");
        var version = new TemplateVersion(tenant.Id, UsageType.BindMfa, "zh-Hant-HK", 1, "hash", Now, "tester", source);
        var entry = new TemplateEntry(UsageType.BindMfa, "zh-Hant-HK", 1, "hash", Now, "tester");
        Assert.True(await WriteAsync(tenant, [version], new TemplateIndex([entry])));

        await ReopenAsync();

        Assert.Equal(version, await Store.FindAsync(tenant.Id, UsageType.BindMfa, "zh-Hant-HK", 1, Token));
        Assert.Equal([entry], (await Tenants.FindAsync(tenant.Id, Token))?.Templates?.Entries);
        Assert.Null(await Store.FindAsync(tenant.Id, UsageType.BindMfa, "zh-Hant", 1, Token));
        Assert.Null(await Store.FindAsync(tenant.Id, UsageType.SignIn, "zh-Hant-HK", 1, Token));
        Assert.Null(await Store.FindAsync(tenant.Id, UsageType.BindMfa, "zh-Hant-HK", 2, Token));
    }

    [Fact]
    public async Task Version_OfAnotherTenant_IsNotFound()
    {
        var tenant = await AddTenantAsync("acme");
        var other = await AddTenantAsync("beta");
        Assert.True(await WriteAsync(tenant, [NewTemplate(tenant.Id)]));

        Assert.Null(await Store.FindAsync(other.Id, UsageType.SignIn, "en", 1, Token));
        Assert.Equal(0, await Store.LastNumberAsync(other.Id, UsageType.SignIn, "en", Token));
        Assert.Empty((await Store.ListAsync(other.Id, UsageType.SignIn, "en", null, 10, Token)).Items);
    }

    [Fact]
    public async Task Versions_AreListedNewestFirstInPages_WithoutTheirContents()
    {
        var tenant = await AddTenantAsync("acme");
        Assert.True(await WriteAsync(
            tenant, [NewTemplate(tenant.Id, 1), NewTemplate(tenant.Id, 2, subject: null), NewTemplate(tenant.Id, 3), NewTemplate(tenant.Id, 1, "de")]));

        var first = await Store.ListAsync(tenant.Id, UsageType.SignIn, "en", null, 2, Token);
        var second = await Store.ListAsync(tenant.Id, UsageType.SignIn, "en", (int?)first.Next, 2, Token);

        Assert.Equal([(3, "hash-of-Your code"), (2, null)], first.Items.Select(version => (version.Number, version.Hash)));
        Assert.Equal([1], second.Items.Select(version => version.Number));
        Assert.Null(second.Next);
        Assert.All(first.Items.Concat(second.Items), version => Assert.Null(version.Source));
        Assert.Equal(3, await Store.LastNumberAsync(tenant.Id, UsageType.SignIn, "en", Token));
        Assert.Null((await Store.FindAsync(tenant.Id, UsageType.SignIn, "en", 2, Token))?.Source);
    }

    [Fact]
    public async Task Versions_BeyondThoseKept_AreForgotten()
    {
        var tenant = await AddTenantAsync("acme");
        Assert.True(await WriteAsync(
            tenant,
            [.. Enumerable.Range(1, TemplateVersion.Kept + 2).Select(number => NewTemplate(tenant.Id, number)), NewTemplate(tenant.Id, 1, "de")]));

        Assert.Null(await Store.FindAsync(tenant.Id, UsageType.SignIn, "en", 2, Token));
        Assert.NotNull(await Store.FindAsync(tenant.Id, UsageType.SignIn, "en", 3, Token));
        Assert.NotNull(await Store.FindAsync(tenant.Id, UsageType.SignIn, "de", 1, Token));
        Assert.Equal(TemplateVersion.Kept + 2, await Store.LastNumberAsync(tenant.Id, UsageType.SignIn, "en", Token));
    }

    [Fact]
    public async Task Change_OfAnotherVersion_WritesNoTemplate()
    {
        var tenant = await AddTenantAsync("acme");
        var next = tenant with { Version = 8, Templates = new TemplateIndex([NewEntry()]) };

        Assert.False(await Tenants.TryWriteAsync(new TenantChange(7, next, Entry(tenant.Id), NewTemplates: [NewTemplate(tenant.Id)]), Token));

        Assert.Equal(0, await Store.LastNumberAsync(tenant.Id, UsageType.SignIn, "en", Token));
        Assert.Null((await Tenants.FindAsync(tenant.Id, Token))?.Templates);
    }

    [Fact]
    public async Task Index_OfALaterChange_TakesTheEarlierOnesPlace_AndListsShowNone()
    {
        var tenant = await AddTenantAsync("acme");
        Assert.True(await WriteAsync(tenant, [NewTemplate(tenant.Id)], new TemplateIndex([NewEntry()])));
        var before = await Tenants.FindAsync(tenant.Id, Token);
        Assert.NotNull(before);
        Assert.Null(Assert.Single(await Tenants.ListAsync(null, 10, Token)).Templates);

        Assert.True(await WriteAsync(before, [NewTemplate(tenant.Id, 2, subject: null)]));

        Assert.Null((await Tenants.FindAsync(tenant.Id, Token))?.Templates);
    }

    [Fact]
    public async Task Receipt_WithWhatItRendered_ReadsTheSame()
    {
        var tenant = await AddTenantAsync("acme");
        RenderedTemplate[] rendered =
        [
            new(UsageType.SignIn, "de-AT", TemplateOrigin.Tenant, false, "hash"),
            new(UsageType.BindMfa, "de-AT", TemplateOrigin.Provider, true, null, "other"),
        ];
        await Tenants.AddReceiptAsync(new Receipt("r1", tenant.Id, "hash", "smtp", ["SignIn"], ["de-AT"], Now, "tester", rendered), Entry(tenant.Id), Token);
        await Tenants.AddReceiptAsync(new Receipt("r2", tenant.Id, "hash", "smtp", ["SignIn"], ["de-AT"], Now, "tester"), Entry(tenant.Id), Token);

        var receipts = await Tenants.ListReceiptsAsync(tenant.Id, "hash", 10, Token);

        Assert.Null(receipts[0].Templates);
        Assert.Equal(rendered, receipts[1].Templates);
    }

    private static TemplateEntry NewEntry() => new(UsageType.SignIn, "en", 1, "hash", Now, "tester");

    private Task<bool> WriteAsync(TenantState tenant, IReadOnlyList<TemplateVersion> versions, TemplateIndex? index = null) => Tenants.TryWriteAsync(
        new TenantChange(tenant.Version, tenant with { Version = tenant.Version + 1, Templates = index }, Entry(tenant.Id), NewTemplates: versions), Token);
}
