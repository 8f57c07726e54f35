using System.Text.Json.Nodes;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Testing;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Tenants;

public sealed class RevisionTests : IAsyncDisposable
{
    private readonly TestTenants _tenants = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_ShowsASecretAsKeepAndFingerprint()
    {
        var tenant = await _tenants.CreateAsync();
        var first = await AddAsync(tenant, TestTenants.Config());
        var second = await AddAsync(tenant, TestTenants.Config(pass: "\"another\""));
        var third = await AddAsync(tenant, TestTenants.Config("else.example"));

        var (one, two, three) = (Pass(first), Pass(second), Pass(third));
        Assert.Equal([1, 2, 3], new[] { one, two, three }.Select(pass => pass["keep"]?.GetValue<int>()));
        Assert.Equal(one["fingerprint"]?.GetValue<string>(), three["fingerprint"]?.GetValue<string>());
        Assert.NotEqual(one["fingerprint"]?.GetValue<string>(), two["fingerprint"]?.GetValue<string>());
        Assert.False(first.Tested);
        Assert.Equal("key-1", _tenants.Store.Audit.Entries[^1].Actor.KeyId);
    }

    [Fact]
    public async Task Add_PostedBackAsItReads_KeepsTheSecretAndTheHash()
    {
        var tenant = await _tenants.CreateAsync();
        var first = await AddAsync(tenant, TestTenants.Config());

        var second = await AddAsync(tenant, TestTenants.Json(first.Revision.PublicConfig));
        await TestTenants.AddActiveAsync(tenant, TestTenants.Json(second.Revision.PublicConfig));

        Assert.Equal(first.Revision.Hash, second.Revision.Hash);
        Assert.Equal("marked-secret", Assert.Single(_tenants.Fake.Sent).Pass);
    }

    [Fact]
    public async Task Add_KeptForAnotherPlace_HasToBeGivenAgain()
    {
        var tenant = await _tenants.CreateAsync();
        await AddAsync(tenant, TestTenants.Config());
        var moved = new NewRevision("fake", TestTenants.Config("evil.example", """{ "keep": 1 }"""));

        var added = await tenant.AddRevisionAsync(moved, TestTenants.By, Token);
        var tested = await tenant.TestAsync(moved, new TestRequest("to@example.com"), TestTenants.By, Token);

        Assert.Equal(ProblemCode.SecretRebindRequired, added.Problem?.Code);
        Assert.Equal("config.pass", Assert.Single(added.Problem?.Errors ?? []).Path);
        Assert.Equal(ProblemCode.SecretRebindRequired, tested.Problem?.Code);
        Assert.Empty(_tenants.Fake.Sent);
    }

    [Fact]
    public async Task Add_KeptFromAnotherTenant_FindsNothing()
    {
        await TestTenants.AddAsync(await _tenants.CreateAsync());
        var other = await _tenants.CreateAsync("other");
        var added = await other.AddRevisionAsync(new NewRevision("fake", TestTenants.Config(pass: """{ "keep": 1 }""")), TestTenants.By, Token);
        Assert.Equal("secret_missing", Assert.Single(added.Problem?.Errors ?? []).Code);
    }

    [Theory]
    [InlineData("fake", """{ "templates": [] }""", "config.host,config.pass")]
    [InlineData("nonesuch", "{}", "type")]
    [InlineData("fake", """{ "host": "h", "pass": "p", "templates": [{ "usageType": "SignIn", "subject": "{{#if}}", "content": "{{code" }] }""",
        "config.templates[0].subject,config.templates[0].content")]
    public async Task Add_Wrong_EveryProblemHasItsPath(string type, string config, string paths)
    {
        var tenant = await _tenants.CreateAsync();
        var added = await tenant.AddRevisionAsync(new NewRevision(type, TestTenants.Json(config)), TestTenants.By, Token);
        Assert.Equal(ProblemCode.InvalidConfig, added.Problem?.Code);
        Assert.Equal(paths.Split(','), added.Problem?.Errors?.Select(error => error.Path));
        Assert.Empty((await tenant.ListRevisionsAsync(null, 10, Token)).Items);
    }

    [Fact]
    public async Task Add_DevelopmentTypeToProduction_IsRefused()
    {
        var tenant = await _tenants.CreateAsync(body: """{ "environment": "production" }""");
        var added = await tenant.AddRevisionAsync(new NewRevision("keeper", TestTenants.Config()), TestTenants.By, Token);
        Assert.Equal("type", Assert.Single(added.Problem?.Errors ?? []).Path);
    }

    [Fact]
    public async Task Add_UnderAnAlias_IsStoredUnderTheTypeWithWarnings()
    {
        var tenant = await _tenants.CreateAsync();
        var added = await AddAsync(tenant, TestTenants.Json("""
            { "host": "h", "pass": "p", "odd": true, "templates": [{ "usageType": "SignIn", "subject": "s", "content": "{{user.nick}}" }, { "usageType": "Whatever", "subject": "s", "content": "c" }] }
            """), "fake-alias");

        Assert.Equal("fake", added.Revision.Type);
        Assert.Equal(["SignIn", "Whatever"], added.Revision.UsageTypes);
        Assert.Equal(["config.odd", "config.templates[0]", "config.templates[0].content"], added.Warnings.Select(warning => warning.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Add_MembersInAnotherOrder_HasTheSameHash()
    {
        var tenant = await _tenants.CreateAsync();
        var first = await AddAsync(tenant, TestTenants.Json("""{ "host": "h", "pass": "p" }"""));
        var second = await AddAsync(tenant, TestTenants.Json("""{ "pass": "p", "host": "h" }"""));
        var third = await AddAsync(tenant, TestTenants.Json("""{ "pass": "q", "host": "h" }"""));
        Assert.Equal(first.Revision.Hash, second.Revision.Hash);
        Assert.NotEqual(first.Revision.Hash, third.Revision.Hash);
    }

    [Fact]
    public async Task Add_HundredAtOnceOnTwoNodes_AreNumberedWithoutGaps()
    {
        var tenant = await _tenants.CreateAsync();
        await using var other = new TestTenants(sameInstallation: _tenants);
        var elsewhere = await other.FindAsync();
        var added = await Task.WhenAll(Enumerable.Range(0, 100).Select(index => Task.Run(() => AddAsync(index % 2 == 0 ? tenant : elsewhere, TestTenants.Config()))));
        Assert.Equal(Enumerable.Range(1, 100), added.Select(view => view.Revision.Number).Order());
        Assert.All(added, view => Assert.Equal(view.Revision.Number, Pass(view)["keep"]?.GetValue<int>()));
    }

    [Fact]
    public async Task Add_BeyondTheLimit_IsRefused()
    {
        var tenant = await _tenants.CreateAsync();
        var state = (await _tenants.Store.Tenants.FindAsync(tenant.Id, Token)) ?? throw new InvalidOperationException();
        await _tenants.Store.Tenants.TryWriteAsync(
            new TenantChange(1, state with { Version = 2, LastRevision = 1000 }, _tenants.Store.Audit.Entries[0]), Token);
        var added = await tenant.AddRevisionAsync(new NewRevision("fake", TestTenants.Config()), TestTenants.By, Token);
        Assert.Equal(ProblemCode.WrongState, added.Problem?.Code);
    }

    [Fact]
    public async Task Diff_ShowsPathsAndSecretsByFingerprint()
    {
        var tenant = await _tenants.CreateAsync();
        await AddAsync(tenant, TestTenants.Config("a.example"));
        await AddAsync(tenant, TestTenants.Config("b.example", "\"another\"", "SignIn", "Register"));
        await AddAsync(tenant, TestTenants.Config("a.example"));

        var diff = (await tenant.DiffAsync(1, 2, Token)).Value;

        Assert.NotNull(diff);
        Assert.Equal(
            ["config.host", "config.pass", "config.templates[0].subject", "config.templates[0].usageType", "config.templates[1]"],
            diff.Select(change => change.Path).Order(StringComparer.Ordinal));
        var pass = diff.Single(change => change.Path == "config.pass");
        Assert.Equal(["fingerprint"], pass.To?.AsObject().Select(member => member.Key));
        Assert.Empty((await tenant.DiffAsync(1, 3, Token)).Value ?? diff);
        Assert.Equal(ProblemCode.NotFound, (await tenant.DiffAsync(1, 9, Token)).Problem?.Code);
    }

    [Fact]
    public async Task List_NewestFirstWithTestedState()
    {
        var tenant = await _tenants.CreateAsync();
        await TestTenants.AddTestedAsync(tenant);
        await AddAsync(tenant, TestTenants.Config("b.example"));
        await AddAsync(tenant, TestTenants.Config());

        var all = (await tenant.ListRevisionsAsync(null, 10, Token)).Items;

        Assert.Equal([(3, true), (2, false), (1, true)], all.Select(view => (view.Revision.Number, view.Tested)));
        Assert.Equal([1], (await tenant.ListRevisionsAsync(2, 10, Token)).Items.Select(view => view.Revision.Number));
    }

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();

    private static async Task<RevisionView> AddAsync(Tenant tenant, System.Text.Json.JsonElement config, string type = "fake")
    {
        var added = await tenant.AddRevisionAsync(new NewRevision(type, config), TestTenants.By, Token);
        return added.Value ?? throw new InvalidOperationException(added.Problem?.Detail);
    }

    private static JsonObject Pass(RevisionView view) =>
        JsonNode.Parse(view.Revision.PublicConfig)?["pass"]?.AsObject() ?? throw new InvalidOperationException("No pass is shown.");
}
