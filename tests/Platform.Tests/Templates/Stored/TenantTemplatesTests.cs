using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Templates.Stored;

public sealed class TenantTemplatesTests : IAsyncDisposable
{
    private readonly TestTenants _tenants = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();

    [Fact]
    public async Task Save_ATemplate_IsTheCurrentOne_AndAChangeOfTheTenant()
    {
        var tenant = await _tenants.CreateAsync();
        var before = tenant.Snapshot.Version;

        var first = await SaveAsync(tenant, "Hello {{code}}");
        var second = await SaveAsync(tenant, "Good day {{code}}");

        Assert.Equal((TemplateChangeKind.Added, 1), (first.Kind, first.Version.Number));
        Assert.Equal((TemplateChangeKind.Changed, 2), (second.Kind, second.Version.Number));
        Assert.Equal(before + 2, tenant.Snapshot.Version);
        var view = (await tenant.Templates.FindAsync(UsageType.SignIn, "de", Token)).Value;
        Assert.Equal("Good day {{code}}", view?.Source.Subject);
        Assert.Equal(("tester", _tenants.Time.GetUtcNow()), (view?.Version.By, view?.Version.At));
        var audit = await _tenants.Store.Audit.ListAsync(tenant.Id, null, 1, Token);
        Assert.Equal(("template.saved", "SignIn/de version 2"), (audit[0].Entry.Action, audit[0].Entry.Details["templates"]));
    }

    [Fact]
    public async Task Save_TheSameAgain_ChangesNothing()
    {
        var tenant = await _tenants.CreateAsync();
        await SaveAsync(tenant, "Hello");
        var version = tenant.Snapshot.Version;

        var again = await SaveAsync(tenant, "Hello");

        Assert.Equal((TemplateChangeKind.Unchanged, 1), (again.Kind, again.Version.Number));
        Assert.Equal(version, tenant.Snapshot.Version);
    }

    [Fact]
    public async Task Save_ABrokenTemplate_TellsEveryProblemAndSavesNothing()
    {
        var tenant = await _tenants.CreateAsync();

        var refused = await tenant.Templates.SaveAsync(
            new TemplateWish(UsageType.SignIn, "de", new TemplateSource("{{#if a}}", "<p>{{", "a\0b", Where())), null, TestTenants.By, Token);
        Assert.Equal(ProblemCode.InvalidConfig, refused.Problem?.Code);
        Assert.Equal(["text"], refused.Problem?.Errors?.Select(error => error.Path));
        refused = await tenant.Templates.SaveAsync(new TemplateWish(UsageType.SignIn, "de", new TemplateSource("{{#if a}}", "<p>{{")), null, TestTenants.By, Token);

        Assert.Equal(["subject", "html"], refused.Problem?.Errors?.Select(error => error.Path));
        Assert.Empty(tenant.Snapshot.Templates.Entries);

        static string Where() => "support@example.com";
    }

    [Fact]
    public async Task Save_MoreThanATemplateMayHave_IsTooLarge()
    {
        var tenant = await _tenants.CreateAsync();

        var refused = await tenant.Templates.SaveAsync(
            new TemplateWish(UsageType.SignIn, "de", new TemplateSource("s", Text: new string('x', TemplateSource.MaxBytes))), null, TestTenants.By, Token);

        Assert.Equal(ProblemCode.PayloadTooLarge, refused.Problem?.Code);
    }

    [Fact]
    public async Task Save_AVariableThatNobodySends_IsAWarning()
    {
        var tenant = await _tenants.CreateAsync();

        var saved = await SaveAsync(tenant, "Hello {{user.name}} {{coupon}}");

        Assert.Equal(["subject", "subject"], saved.Warnings.Where(warning => warning.Code == "unknown_variable").Select(warning => warning.Path));
    }

    [Fact]
    public async Task Save_InMoreLocalesThanATenantMayHave_IsRefused()
    {
        var tenant = await _tenants.CreateAsync();
        var locales = Enumerable.Range(0, TemplateChanges.MostLocales).Select(number => $"en-x-{number:000}").ToList();
        var wishes = locales.ConvertAll(locale => new TemplateWish(UsageType.SignIn, locale, new TemplateSource("s", Text: "{{code}}")));
        Assert.Null((await tenant.Templates.ImportAsync(wishes, false, false, null, TestTenants.By, Token)).Problem);

        var another = await tenant.Templates.SaveAsync(wishes[0] with { Locale = "fr" }, null, TestTenants.By, Token);
        var ofAnotherUsage = await tenant.Templates.SaveAsync(wishes[0] with { UsageType = UsageType.Register }, null, TestTenants.By, Token);

        Assert.Equal(ProblemCode.WrongState, another.Problem?.Code);
        Assert.Null(ofAnotherUsage.Problem);
    }

    [Fact]
    public async Task Save_OnAnotherVersionThanExpected_IsRefused()
    {
        var tenant = await _tenants.CreateAsync();
        await SaveAsync(tenant, "Hello");
        var wish = new TemplateWish(UsageType.SignIn, "de", new TemplateSource("Other", Text: "x"));

        Assert.Equal(ProblemCode.PreconditionFailed, (await tenant.Templates.SaveAsync(wish, 2, TestTenants.By, Token)).Problem?.Code);
        Assert.Equal(ProblemCode.PreconditionFailed, (await tenant.Templates.SaveAsync(wish with { Locale = "fr" }, 1, TestTenants.By, Token)).Problem?.Code);
        Assert.Equal(2, (await tenant.Templates.SaveAsync(wish, 1, TestTenants.By, Token)).Value?.Version.Number);
    }

    [Fact]
    public async Task Save_ByHundredAtOnceOnTwoNodes_GivesEachANumberOfItsOwn()
    {
        var tenant = await _tenants.CreateAsync();
        await using var other = new TestTenants(sameInstallation: _tenants);
        var elsewhere = await other.FindAsync();

        var saved = await Task.WhenAll(Enumerable.Range(0, 100).Select(index => Task.Run(() => SaveAsync(index % 2 == 0 ? tenant : elsewhere, $"Number {index}"))));

        Assert.Equal(Enumerable.Range(1, 100), saved.Select(change => change.Version.Number).Order());
        var last = saved.Single(change => change.Version.Number == 100);
        Assert.Equal(last.Version.Hash, Assert.Single((await elsewhere.Templates.ListAsync(Token)).Entries).Hash);
    }

    [Fact]
    public async Task Restore_AnEarlierVersion_IsANewOneWithItsContent_AlsoAfterADeletion()
    {
        var tenant = await _tenants.CreateAsync();
        await SaveAsync(tenant, "First");
        await SaveAsync(tenant, "Second");
        Assert.Null((await tenant.Templates.DeleteAsync(UsageType.SignIn, "de", null, null, TestTenants.By, Token)).Problem);
        Assert.Equal(ProblemCode.NotFound, (await tenant.Templates.FindAsync(UsageType.SignIn, "de", Token)).Problem?.Code);

        var restored = await tenant.Templates.RestoreAsync(UsageType.SignIn, "de", 1, TestTenants.By, Token);

        Assert.Equal((TemplateChangeKind.Added, 4), (restored.Value?.Kind, restored.Value?.Version.Number));
        Assert.Equal("First", (await tenant.Templates.FindAsync(UsageType.SignIn, "de", Token)).Value?.Source.Subject);
        var versions = (await tenant.Templates.ListVersionsAsync(UsageType.SignIn, "de", null, 10, Token)).Value?.Items;
        Assert.Equal([(4, false), (3, true), (2, false), (1, false)], versions?.Select(version => (version.Number, version.Hash is null)));
        Assert.Equal(ProblemCode.WrongState, (await tenant.Templates.RestoreAsync(UsageType.SignIn, "de", 3, TestTenants.By, Token)).Problem?.Code);
        Assert.Equal(ProblemCode.NotFound, (await tenant.Templates.RestoreAsync(UsageType.SignIn, "de", 9, TestTenants.By, Token)).Problem?.Code);
    }

    [Fact]
    public async Task Delete_OfAFlowsLastTemplate_IsRefusedUnlessForced()
    {
        var tenant = await _tenants.CreateAsync(body: """{ "flows": ["SignIn", "ForgotPassword"] }""");
        await SaveAsync(tenant, "Hello");
        await SaveAsync(tenant, "Hallo", "en");
        await TestTenants.AddActiveAsync(tenant, TestTenants.Config(usages: ["ForgotPassword"]));

        Assert.Null((await DeleteAsync(tenant, "en")).Problem);
        var refused = await DeleteAsync(tenant, "de");
        Assert.Equal(ProblemCode.ConnectorInUse, refused.Problem?.Code);
        Assert.Equal([Flow.SignIn], refused.Problem?.Flows);
        var forced = await DeleteAsync(tenant, "de", "moving to another provider");

        Assert.Null(forced.Problem);
        Assert.Empty(tenant.Snapshot.Templates.Entries);
        Assert.Equal("moving to another provider", (await _tenants.Store.Audit.ListAsync(tenant.Id, null, 1, Token))[0].Entry.Details["forced"]);
    }

    [Fact]
    public async Task Delete_OfATemplateThatAnotherStandsInFor_IsNoLoss()
    {
        var tenant = await _tenants.CreateAsync(body: """{ "flows": ["SignIn"] }""");
        await SaveAsync(tenant, "Hello");
        await TestTenants.AddActiveAsync(tenant);

        Assert.Null((await DeleteAsync(tenant, "de")).Problem);
        Assert.Equal(ProblemCode.NotFound, (await DeleteAsync(tenant, "de")).Problem?.Code);
    }

    [Fact]
    public async Task Switch_ToAConnectorWithoutTemplates_CountsTheTenantsOwn()
    {
        var tenant = await _tenants.CreateAsync(body: """{ "flows": ["SignIn"], "defaultLocale": "de" }""");
        var bare = TestTenants.Json("""{ "host": "mail.example", "pass": "x" }""");
        var number = await TestTenants.AddAsync(tenant, bare);
        Assert.Equal(ProblemCode.UntestedRevision, (await tenant.ActivateAsync(new ActivationRequest(number), TestTenants.By, Token)).Problem?.Code);
        await SaveAsync(tenant, "Hello {{code}}");

        var tested = await tenant.TestAsync(number, new Testing.TestRequest("to@example.com"), TestTenants.By, Token);

        Assert.Equal(["SignIn"], tested.Value?.Receipt?.UsageTypes);
        Assert.Null((await tenant.ActivateAsync(new ActivationRequest(number), TestTenants.By, Token)).Problem);
    }

    [Fact]
    public async Task Import_ThatReplaces_DeletesTheOthers_AndADryRunOnlyTells()
    {
        var tenant = await _tenants.CreateAsync();
        await SaveAsync(tenant, "Stays");
        await SaveAsync(tenant, "Goes", "fr");
        TemplateWish[] wishes = [Wish("Stays", "de"), Wish("Comes", "en")];

        var dry = await tenant.Templates.ImportAsync(wishes, replace: true, dryRun: true, null, TestTenants.By, Token);
        Assert.Equal(["de", "fr"], tenant.Snapshot.Templates.Entries.Select(entry => entry.Locale));
        var imported = await tenant.Templates.ImportAsync(wishes, replace: true, dryRun: false, null, TestTenants.By, Token);

        string[] expected = ["Unchanged de 1", "Added en 1", "Deleted fr 2"];
        Assert.Equal(expected, dry.Value?.Changes.Select(Describe));
        Assert.Equal(expected, imported.Value?.Changes.Select(Describe));
        Assert.Equal(["de", "en"], tenant.Snapshot.Templates.Entries.Select(entry => entry.Locale));
    }

    [Fact]
    public async Task Import_WithOneThatIsBroken_SavesNone()
    {
        var tenant = await _tenants.CreateAsync();

        var refused = await tenant.Templates.ImportAsync(
            [Wish("Good", "de"), Wish("{{", "en") with { Where = "SignIn/en" }], false, false, null, TestTenants.By, Token);

        Assert.Equal(["SignIn/en.subject"], refused.Problem?.Errors?.Select(error => error.Path));
        Assert.Empty(tenant.Snapshot.Templates.Entries);
    }

    [Fact]
    public async Task Cache_BeyondItsBound_LetsGoOfThoseNotUsedForLongest()
    {
        var tenant = await _tenants.CreateAsync();
        var options = Microsoft.Extensions.Options.Options.Create(new TemplateCacheOptions { MostCharacters = 10_000 });
        var cache = new TemplateCache(_tenants.Store.Templates, _tenants.Time, options);
        var text = new string('x', 1000);
        for (var number = 0; number < 20; number++)
        {
            await tenant.Templates.SaveAsync(new TemplateWish(UsageType.SignIn, $"en-x-{number}", new TemplateSource("s", Text: text)), null, TestTenants.By, Token);
        }

        foreach (var entry in tenant.Snapshot.Templates.Entries)
        {
            _tenants.Time.Advance(TimeSpan.FromSeconds(1));
            await cache.GetAsync(tenant.Id, entry, Token);
            Assert.InRange(cache.Count, 1, 5);
        }

        var newest = tenant.Snapshot.Templates.Entries[^1];
        var reads = _tenants.Store.Templates.Reads;
        await cache.GetAsync(tenant.Id, newest, Token);
        Assert.Equal(reads, _tenants.Store.Templates.Reads);
    }

    private static string Describe(TemplateChange change) => $"{change.Kind} {change.Version.Locale} {change.Version.Number}";

    private static TemplateWish Wish(string subject, string locale) => new(UsageType.SignIn, locale, new TemplateSource(subject, Text: "{{code}}"));

    private static Task<Result<TemplatesChanged>> DeleteAsync(Tenant tenant, string locale, string? force = null) =>
        tenant.Templates.DeleteAsync(UsageType.SignIn, locale, null, force, TestTenants.By, Token);

    private static async Task<TemplateChange> SaveAsync(Tenant tenant, string subject, string locale = "de")
    {
        var saved = await tenant.Templates.SaveAsync(Wish(subject, locale), null, TestTenants.By, Token);
        return saved.Value ?? throw new InvalidOperationException(saved.Problem?.Detail);
    }
}
