using EmailPlatform.Platform.Problems;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Tenants;

public sealed class ActivationTests : IAsyncDisposable
{
    private readonly TestTenants _tenants = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Activate_HundredAtOnceWithoutExpectation_AllWinInOneOrder()
    {
        var tenant = await _tenants.CreateAsync();
        await using var other = new TestTenants(sameInstallation: _tenants);
        var elsewhere = await other.FindAsync();
        await TestTenants.AddTestedAsync(tenant);
        await TestTenants.AddTestedAsync(tenant, TestTenants.Config("other.example"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(index =>
            Task.Run(() => (index % 3 == 0 ? elsewhere : tenant).ActivateAsync(new ActivationRequest((index % 2) + 1), TestTenants.By, Token))));

        Assert.All(answers, answer => Assert.True(answer.IsOk));
        var order = await _tenants.Store.Tenants.ListActivationsAsync(tenant.Id, null, 1000, Token);
        Assert.Equal(Enumerable.Range(1, order.Count).Select(epoch => (long)epoch), order.Reverse().Select(activation => activation.Epoch));
        Assert.All(order.Zip(order.Skip(1)), pair => Assert.Equal(pair.Second.Revision, pair.First.Previous));
        Assert.All(answers, answer => Assert.Equal(order.Single(activation => activation.Epoch == answer.Value?.Epoch).Revision, answer.Value?.Revision));
    }

    [Fact]
    public async Task Activate_HundredAtOnceWithExpectation_OneWins()
    {
        var tenant = await _tenants.CreateAsync();
        await using var other = new TestTenants(sameInstallation: _tenants);
        var elsewhere = await other.FindAsync();
        await TestTenants.AddTestedAsync(tenant);
        await TestTenants.AddTestedAsync(tenant, TestTenants.Config("other.example"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(index =>
            Task.Run(() => (index % 3 == 0 ? elsewhere : tenant).ActivateAsync(new ActivationRequest((index % 2) + 1, 0), TestTenants.By, Token))));

        Assert.Single(answers, answer => answer.IsOk);
        Assert.Equal(99, answers.Count(answer => answer.Problem?.Code == ProblemCode.EpochConflict));
        Assert.Equal(1, (await _tenants.Directory.RefreshAsync(tenant.Id, Token))?.Epoch);
    }

    [Fact]
    public async Task Activate_OnceAnswered_EverySnapshotOfTheNodeIsOnTheNewEpoch()
    {
        var tenant = await _tenants.CreateAsync();
        await TestTenants.AddTestedAsync(tenant);
        await TestTenants.AddTestedAsync(tenant, TestTenants.Config("other.example"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        long answered = 0;
        var reader = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var least = Interlocked.Read(ref answered);
                var snapshot = await _tenants.Directory.SnapshotAsync(tenant.Id, CancellationToken.None);
                Assert.NotNull(snapshot);
                Assert.True(snapshot.Epoch >= least, $"Epoch {snapshot.Epoch} was handed out after {least} had been answered.");
                Assert.Equal(snapshot.Epoch > 0, snapshot.Connector is not null);
                await Task.Yield();
            }
        });

        for (var round = 0; round < 200; round++)
        {
            var activated = await tenant.ActivateAsync(new ActivationRequest((round % 2) + 1), TestTenants.By, Token);
            Interlocked.Exchange(ref answered, activated.Value?.Epoch ?? 0);
        }

        await stop.CancelAsync();
        await reader;
        Assert.Equal(200, answered);
    }

    [Fact]
    public async Task Activate_WhileEvictedElsewhereOnTheNode_TheHostedOneIsToldToo()
    {
        await using var small = new TestTenants(hosted: 1);
        var held = await small.CreateAsync();
        await TestTenants.AddTestedAsync(held);
        small.Time.Advance(TimeSpan.FromSeconds(1));
        await small.CreateAsync("other");
        small.Time.Advance(TimeSpan.FromSeconds(1));
        await small.CreateAsync("third");
        var again = await small.FindAsync();
        Assert.NotSame(held, again);

        await held.ActivateAsync(new ActivationRequest(1), TestTenants.By, Token);

        Assert.Equal(1, again.Snapshot.Epoch);
    }

    [Fact]
    public async Task Activate_TheActiveOne_AnswersTheSameEpoch()
    {
        var tenant = await _tenants.CreateAsync();
        var number = await TestTenants.AddActiveAsync(tenant);

        var again = await tenant.ActivateAsync(new ActivationRequest(number, 1), TestTenants.By, Token);

        Assert.Equal(1, again.Value?.Epoch);
        Assert.Single(await _tenants.Store.Tenants.ListActivationsAsync(tenant.Id, null, 10, Token));
    }

    [Fact]
    public async Task Activate_AnotherNodeWroteInBetween_ThinksAgainAndWins()
    {
        var tenant = await _tenants.CreateAsync();
        await TestTenants.AddTestedAsync(tenant);
        await using var other = new TestTenants(sameInstallation: _tenants);
        var elsewhere = await other.FindAsync();
        var let = true;
        _tenants.Store.Tenants.BeforeWrite = async _ =>
        {
            if (let)
            {
                let = false;
                await elsewhere.PatchAsync(TestTenants.Json("""{ "name": "Changed" }"""), null, TestTenants.By, Token);
            }
        };

        var activated = await tenant.ActivateAsync(new ActivationRequest(1), TestTenants.By, Token);

        Assert.True(activated.IsOk);
        Assert.Equal(1, _tenants.Store.Tenants.Conflicts);
        Assert.Equal("Changed", tenant.Snapshot.State.Name);
    }

    [Theory]
    [InlineData("unknown revision", ProblemCode.NotFound)]
    [InlineData("wrong epoch", ProblemCode.EpochConflict)]
    [InlineData("untested", ProblemCode.UntestedRevision)]
    [InlineData("flows", ProblemCode.ConnectorInUse)]
    [InlineData("retired", ProblemCode.WrongState)]
    [InlineData("production", ProblemCode.WrongState)]
    [InlineData("blank reason", ProblemCode.InvalidRequest)]
    [InlineData("reason with a NUL", ProblemCode.InvalidRequest)]
    public async Task Activate_Guarded_IsRefusedAndNothingChanges(string what, string code)
    {
        var tenant = await _tenants.CreateAsync(body: """{ "flows": ["SignIn", "Mfa"] }""");
        var active = await TestTenants.AddActiveAsync(tenant);
        var request = what switch
        {
            "unknown revision" => new ActivationRequest(17),
            "wrong epoch" => new ActivationRequest(active, 7),
            "untested" => new ActivationRequest(await TestTenants.AddAsync(tenant, TestTenants.Config("new.example"))),
            "flows" => new ActivationRequest(await TestTenants.AddTestedAsync(tenant, TestTenants.Config("new.example", usages: ["SignIn"]))),
            "reason with a NUL" => new ActivationRequest(await TestTenants.AddTestedAsync(tenant, TestTenants.Config("new.example")), ForceReason: "a\0b"),
            "retired" => new ActivationRequest(await RetiredAsync(tenant), ForceReason: "because"),
            "production" => new ActivationRequest(await ProductionAsync(tenant), ForceReason: "because"),
            _ => new ActivationRequest(await TestTenants.AddTestedAsync(tenant, TestTenants.Config("new.example")), ForceReason: "  "),
        };
        var before = (await _tenants.Directory.RefreshAsync(tenant.Id, Token))?.Version;

        var refused = await tenant.ActivateAsync(request, TestTenants.By, Token);

        Assert.Equal(code, refused.Problem?.Code);
        Assert.Equal(what == "flows" ? [Flow.Mfa] : null, refused.Problem?.Flows);
        Assert.Equal(before, (await _tenants.Directory.RefreshAsync(tenant.Id, Token))?.Version);
    }

    [Fact]
    public async Task Activate_Forced_HappensWithWarningsAndTheAuditSaysWhy()
    {
        var tenant = await _tenants.CreateAsync(body: """{ "flows": ["ForgotPassword"] }""");
        var number = await TestTenants.AddAsync(tenant, TestTenants.Config(usages: ["SignIn"]));

        var forced = await tenant.ActivateAsync(new ActivationRequest(number, ForceReason: "the old one burns"), TestTenants.By, Token);

        Assert.Equal(["untested_revision", "flow_without_email"], forced.Value?.Warnings.Select(warning => warning.Code));
        var entry = Assert.Single(_tenants.Store.Audit.Entries, entry => entry.Action == "connector.activated");
        Assert.Equal("the old one burns", entry.Details["forced"]);
        Assert.Equal(TestTenants.By, entry.Actor);
        Assert.Equal(tenant.Id, entry.Tenant);
    }

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();

    private static async Task<int> RetiredAsync(Tenant tenant)
    {
        var number = await TestTenants.AddTestedAsync(tenant, TestTenants.Config("old.example"));
        Assert.True((await tenant.RetireAsync(number, TestTenants.By, Token)).IsOk);
        return number;
    }

    private static async Task<int> ProductionAsync(Tenant tenant)
    {
        var number = await TestTenants.AddTestedAsync(tenant, type: "keeper");
        Assert.True((await tenant.PatchAsync(TestTenants.Json("""{ "environment": "production" }"""), null, TestTenants.By, Token)).IsOk);
        return number;
    }
}
