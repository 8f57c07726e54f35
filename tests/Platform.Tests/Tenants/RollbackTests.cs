using EmailPlatform.Platform.Problems;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Tenants;

public sealed class RollbackTests : IAsyncDisposable
{
    private readonly TestTenants _tenants = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rollback_Twice_Toggles()
    {
        var tenant = await _tenants.CreateAsync();
        var first = await TestTenants.AddActiveAsync(tenant);
        var second = await TestTenants.AddActiveAsync(tenant, TestTenants.Config("new.example"));

        var back = await tenant.RollbackAsync(new RollbackRequest(), TestTenants.By, Token);
        var forth = await tenant.RollbackAsync(new RollbackRequest(3), TestTenants.By, Token);

        Assert.Equal((3L, first, second), (back.Value?.Epoch, back.Value?.Revision, back.Value?.Previous));
        Assert.Equal((4L, second, first), (forth.Value?.Epoch, forth.Value?.Revision, forth.Value?.Previous));
    }

    [Fact]
    public async Task Rollback_AfterTheConnectorWasDeleted_UndoesIt()
    {
        var tenant = await _tenants.CreateAsync(body: """{ "flows": ["SignIn"] }""");
        var number = await TestTenants.AddActiveAsync(tenant);
        var refused = await tenant.DeleteConnectorAsync(null, TestTenants.By, Token);
        Assert.Equal(ProblemCode.ConnectorInUse, refused.Problem?.Code);
        Assert.Equal([Flow.SignIn], refused.Problem?.Flows);

        var deleted = await tenant.DeleteConnectorAsync("moving", TestTenants.By, Token);
        Assert.Equal((2L, null), (deleted.Value?.Epoch, deleted.Value?.Revision));
        Assert.Null((await _tenants.Directory.SnapshotAsync(tenant.Id, Token))?.Connector);
        Assert.Equal(QueuePolicy.Hold, (await _tenants.Store.Tenants.FindActivationAsync(tenant.Id, 2, Token))?.Queued);
        Assert.Equal(ProblemCode.ConnectorNotConfigured, (await tenant.ConnectorAsync(Token)).Problem?.Code);
        Assert.Equal(ProblemCode.ConnectorNotConfigured, (await tenant.DeleteConnectorAsync("again", TestTenants.By, Token)).Problem?.Code);

        var back = await tenant.RollbackAsync(new RollbackRequest(), TestTenants.By, Token);

        Assert.Equal((3L, number), (back.Value?.Epoch, back.Value?.Revision));
        Assert.Equal(number, (await tenant.ConnectorAsync(Token)).Value?.Active.Revision.Number);
    }

    [Fact]
    public async Task Rollback_NothingBefore_IsRefused()
    {
        var tenant = await _tenants.CreateAsync();
        Assert.Equal(ProblemCode.WrongState, (await tenant.RollbackAsync(new RollbackRequest(), TestTenants.By, Token)).Problem?.Code);
        await TestTenants.AddActiveAsync(tenant);
        Assert.Equal(ProblemCode.WrongState, (await tenant.RollbackAsync(new RollbackRequest(), TestTenants.By, Token)).Problem?.Code);
        Assert.Equal(ProblemCode.EpochConflict, (await tenant.RollbackAsync(new RollbackRequest(9), TestTenants.By, Token)).Problem?.Code);
    }

    [Fact]
    public async Task Rollback_ToARevisionForcedUntested_NeedsNoProof()
    {
        var tenant = await _tenants.CreateAsync();
        var forced = await TestTenants.AddAsync(tenant);
        await tenant.ActivateAsync(new ActivationRequest(forced, ForceReason: "now"), TestTenants.By, Token);
        await TestTenants.AddActiveAsync(tenant, TestTenants.Config("new.example"));

        Assert.Equal(forced, (await tenant.RollbackAsync(new RollbackRequest(), TestTenants.By, Token)).Value?.Revision);
    }

    [Fact]
    public async Task Retire_DestroysTheSecretsForGood()
    {
        var tenant = await _tenants.CreateAsync();
        var old = await TestTenants.AddActiveAsync(tenant);
        Assert.Equal(ProblemCode.WrongState, (await tenant.RetireAsync(old, TestTenants.By, Token)).Problem?.Code);
        await TestTenants.AddActiveAsync(tenant, TestTenants.Config("new.example"));

        var retired = await tenant.RetireAsync(old, TestTenants.By, Token);
        var again = await tenant.RetireAsync(old, TestTenants.By, Token);

        Assert.NotNull(retired.Value?.RetiredAt);
        Assert.True(again.IsOk);
        Assert.Null((await _tenants.Store.Tenants.FindRevisionAsync(tenant.Id, old, Token))?.SealedConfig);
        Assert.Null(await _tenants.Open.OpenAsync(tenant.Id, old, Token));
        Assert.Equal(ProblemCode.WrongState, (await tenant.RollbackAsync(new RollbackRequest(), TestTenants.By, Token)).Problem?.Code);
        Assert.Equal(
            ProblemCode.WrongState, (await tenant.TestAsync(old, new Testing.TestRequest("to@example.com"), TestTenants.By, Token)).Problem?.Code);
        var kept = await tenant.AddRevisionAsync(
            new NewRevision("fake", TestTenants.Config(pass: $$"""{ "keep": {{old}} }""")), TestTenants.By, Token);
        Assert.Equal("config.pass", Assert.Single(kept.Problem?.Errors ?? []).Path);
    }

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();
}
