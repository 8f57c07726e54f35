using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Tenants;

public sealed class TenantSettingsTests : IAsyncDisposable
{
    private readonly TestTenants _tenants = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{ "name": 5 }""", "name")]
    [InlineData("""{ "name": " " }""", "name")]
    [InlineData("""{ "name": "two\nlines" }""", "name")]
    [InlineData("""{ "environment": "staging" }""", "environment")]
    [InlineData("""{ "defaultLocale": "not a locale" }""", "defaultLocale")]
    [InlineData("""{ "flows": "SignIn" }""", "flows")]
    [InlineData("""{ "flows": ["SignIn", "Signin", 7] }""", "flows[1],flows[2]")]
    [InlineData("""{ "usages": { "SignIn": { "expiresIn": 4 }, "Signin": {}, "Generic": { "onUnknown": "maybe", "supersede": "yes", "x": 1 } } }""",
        "usages.SignIn.expiresIn,usages.Signin,usages.Generic.onUnknown,usages.Generic.supersede,usages.Generic.x")]
    [InlineData("""{ "usages": { "SignIn": { "expiresIn": 604801 }, "Register": { "expiresIn": 1.5 } } }""", "usages.SignIn.expiresIn,usages.Register.expiresIn")]
    [InlineData("""{ "delivery": { "concurrency": 0 } }""", "delivery.concurrency")]
    [InlineData("""{ "id": "other", "colour": "red" }""", "id,colour")]
    [InlineData("""[]""", "")]
    public async Task Settings_Wrong_EveryProblemHasItsPath(string body, string paths)
    {
        var created = await _tenants.Directory.CreateAsync(TenantId.Parse("acme"), TestTenants.Json(body), TestTenants.By, Token);
        Assert.Equal(ProblemCode.InvalidRequest, created.Problem?.Code);
        Assert.Equal(paths.Split(','), created.Problem?.Errors?.Select(error => error.Path));

        var tenant = await _tenants.CreateAsync();
        var patched = await tenant.PatchAsync(TestTenants.Json(body), null, TestTenants.By, Token);
        Assert.Equal(paths.Split(','), patched.Problem?.Errors?.Select(error => error.Path));
        Assert.Equal(1, tenant.Snapshot.Version);
    }

    [Fact]
    public async Task Patch_MergesAndNullRemoves()
    {
        var tenant = await _tenants.CreateAsync(body: """
            { "id": "acme", "name": "Acme", "flows": ["SignIn"], "usages": { "SignIn": { "expiresIn": 300, "supersede": false }, "Register": { "expiresIn": 60 } } }
            """);

        var patched = await tenant.PatchAsync(
            TestTenants.Json("""{ "flows": null, "usages": { "SignIn": { "expiresIn": null }, "Register": null }, "delivery": { "concurrency": 3 } }"""),
            1,
            TestTenants.By,
            Token);

        var settings = patched.Value?.Settings;
        Assert.NotNull(settings);
        Assert.Equal("Acme", patched.Value?.State.Name);
        Assert.Null(settings.Flows);
        Assert.Equal((TimeSpan.FromMinutes(10), UnknownPolicy.Resend, false), settings.Of(UsageType.SignIn));
        Assert.False(settings.Usages?.ContainsKey("Register"));
        Assert.Equal(3, settings.Delivery?.Concurrency);
        Assert.Equal(["delivery", "flows", "usages"], _tenants.Store.Audit.Entries[^1].Details["members"].Split(", ").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Patch_OtherVersionThanExpected_IsRefused()
    {
        var tenant = await _tenants.CreateAsync();
        var patched = await tenant.PatchAsync(TestTenants.Json("""{ "name": "New" }"""), 7, TestTenants.By, Token);
        Assert.Equal(ProblemCode.PreconditionFailed, patched.Problem?.Code);
    }

    [Fact]
    public async Task Patch_NothingNew_ChangesNothing()
    {
        var tenant = await _tenants.CreateAsync(body: """{ "name": "Acme" }""");
        var patched = await tenant.PatchAsync(TestTenants.Json("""{ "name": "Acme" }"""), null, TestTenants.By, Token);
        Assert.Equal(1, patched.Value?.Version);
    }

    [Fact]
    public async Task Patch_ProductionWhileADevelopmentConnectorIsActive_IsRefused()
    {
        var tenant = await _tenants.CreateAsync();
        await TestTenants.AddActiveAsync(tenant, type: "keeper");

        var patched = await tenant.PatchAsync(TestTenants.Json("""{ "environment": "production" }"""), null, TestTenants.By, Token);

        Assert.Equal(ProblemCode.WrongState, patched.Problem?.Code);
        Assert.Equal(TenantEnvironment.Development, tenant.Snapshot.State.Environment);
    }

    [Fact]
    public async Task Create_IdEverUsed_IsRefused()
    {
        var tenant = await _tenants.CreateAsync();
        var again = await _tenants.Directory.CreateAsync(tenant.Id, TestTenants.Json("{}"), TestTenants.By, Token);
        Assert.Equal(ProblemCode.TenantExists, again.Problem?.Code);

        Assert.True((await tenant.DeleteAsync(null, TestTenants.By, Token)).IsOk);

        again = await _tenants.Directory.CreateAsync(tenant.Id, TestTenants.Json("{}"), TestTenants.By, Token);
        Assert.Equal(ProblemCode.TenantExists, again.Problem?.Code);
        Assert.Null(await _tenants.Directory.SnapshotAsync(tenant.Id, Token));
        Assert.Null(await _tenants.Directory.FindAsync(tenant.Id, Token));
        Assert.Equal(ProblemCode.NotFound, (await tenant.PatchAsync(TestTenants.Json("{}"), null, TestTenants.By, Token)).Problem?.Code);
        Assert.Empty(await _tenants.Directory.ListAsync(null, 10, Token));
    }

    [Fact]
    public async Task CreateOrConfirm_SameSettings_ConfirmsAndOthersAreRefused()
    {
        var id = TenantId.Parse("acme");
        var body = TestTenants.Json("""{ "name": "Acme", "flows": ["SignIn"] }""");
        Assert.True((await _tenants.Directory.CreateOrConfirmAsync(id, body, TestTenants.By, Token)).Value?.IsNew);
        Assert.False((await _tenants.Directory.CreateOrConfirmAsync(id, body, TestTenants.By, Token)).Value?.IsNew);
        Assert.False((await _tenants.Directory.CreateOrConfirmAsync(id, TestTenants.Json("{}"), TestTenants.By, Token)).Value?.IsNew);

        var other = await _tenants.Directory.CreateOrConfirmAsync(id, TestTenants.Json("""{ "name": "Other" }"""), TestTenants.By, Token);

        Assert.Equal(ProblemCode.TenantExists, other.Problem?.Code);
        Assert.Equal("Acme", (await _tenants.Directory.SnapshotAsync(id, Token))?.State.Name);
    }

    [Fact]
    public async Task Delete_WithAnActiveConnector_TakesAReasonRevokesKeysAndSendsNothingMore()
    {
        var tenant = await _tenants.CreateAsync();
        await TestTenants.AddActiveAsync(tenant);
        var key = await _tenants.Keys.CreateTenantKeyAsync([tenant.Id], new Keys.NewKey("app", ["messages:send"]), Keys.Caller.System, Token);
        Assert.Equal(ProblemCode.ConnectorInUse, (await tenant.DeleteAsync(null, TestTenants.By, Token)).Problem?.Code);

        var deleted = await tenant.DeleteAsync("contract ended", TestTenants.By, Token);

        Assert.Equal((2L, null), (deleted.Value?.Epoch, deleted.Value?.Connector));
        Assert.Null(await _tenants.Directory.SnapshotAsync(tenant.Id, Token));
        _tenants.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _tenants.Keys.AuthenticateAsync(key.Value?.Text?.Reveal() ?? "", null, Token));
        Assert.Equal("contract ended", _tenants.Store.Audit.Entries[^1].Details["forced"]);
        await _tenants.Open.SweepAsync();
        Assert.Equal(_tenants.Fake.Compiled, _tenants.Fake.Closed);
    }

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();
}
