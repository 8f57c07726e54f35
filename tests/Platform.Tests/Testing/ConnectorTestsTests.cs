using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Testing;

public sealed class ConnectorTestsTests : IAsyncDisposable
{
    private readonly TestTenants _tenants = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Test_StoredRevision_RunsWhatRealMailRuns()
    {
        var tenant = await _tenants.CreateAsync();
        var number = await TestTenants.AddTestedAsync(tenant);
        using var real = await _tenants.Open.OpenAsync(tenant.Id, number, Token);

        // Once to check it when it was added, and once for test and real mail together.
        Assert.NotNull(real);
        Assert.Equal(2, _tenants.Fake.Compiled);
        var sent = Assert.Single(_tenants.Fake.Sent).Mail;
        Assert.Equal("Generic 000000", sent.Content?.Subject);
        Assert.Equal("Your code is 000000", sent.Content?.Text);
        Assert.Equal("to@example.com", sent.To.ToString());
    }

    [Fact]
    public async Task Test_EveryConfiguredUsageAndLocale_AndTheReceiptNamesThem()
    {
        var tenant = await _tenants.CreateAsync();
        var number = await TestTenants.AddAsync(tenant, TestTenants.Config(usages: ["SignIn", "Register"]));

        var report = await RunAsync(tenant, number, new TestRequest("to@example.com", Locales: ["de", "en"], Payload: TestTenants.Json("""{ "code": "777777" }""")));

        Assert.True(report.Ok);
        Assert.Equal(["SignIn de", "SignIn en", "Register de", "Register en"], report.Results.Select(result => $"{result.UsageType} {result.Locale}"));
        Assert.Equal([Stage.Config, Stage.Render], report.Results[0].Stages.Select(stage => stage.Stage));
        Assert.Equal(["SignIn", "Register"], report.Receipt?.UsageTypes);
        Assert.Equal(["de", "en"], report.Receipt?.Locales);
        Assert.Equal(["de", "en", "de", "en"], _tenants.Fake.Sent.Select(sent => sent.Mail.Locale));
        Assert.All(_tenants.Fake.Sent, sent => Assert.Contains("777777", sent.Mail.Content?.Text));
        Assert.Equal(_tenants.Fake.Sent.Select(sent => sent.Mail.Id), report.Results.Select(result => result.MessageId));
    }

    [Fact]
    public async Task Tested_IsEarnedTogetherByReceipts_AlsoOfAConfigurationThatWasNotStored()
    {
        var tenant = await _tenants.CreateAsync();
        var config = TestTenants.Config(usages: ["SignIn", "Register"]);
        var unstored = await tenant.TestAsync(new NewRevision("fake", config), new TestRequest("to@example.com", ["SignIn"]), TestTenants.By, Token);
        Assert.True(unstored.Value?.Ok);
        var number = await TestTenants.AddAsync(tenant, config);
        Assert.False((await tenant.FindRevisionAsync(number, Token))?.Tested);
        Assert.Equal(ProblemCode.UntestedRevision, (await tenant.ActivateAsync(new ActivationRequest(number), TestTenants.By, Token)).Problem?.Code);

        await RunAsync(tenant, number, new TestRequest("to@example.com", ["Register"]));

        Assert.True((await tenant.FindRevisionAsync(number, Token))?.Tested);
        Assert.True((await tenant.ActivateAsync(new ActivationRequest(number), TestTenants.By, Token)).IsOk);
        Assert.Equal(2, (await tenant.ListReceiptsAsync(null, 10, Token)).Count);
    }

    [Fact]
    public async Task Tested_OfAnotherSecret_ProvesNothing()
    {
        var tenant = await _tenants.CreateAsync();
        await TestTenants.AddTestedAsync(tenant);
        var number = await TestTenants.AddAsync(tenant, TestTenants.Config(pass: "\"another\""));
        Assert.False((await tenant.FindRevisionAsync(number, Token))?.Tested);
    }

    [Fact]
    public async Task Test_RefusedUsage_LeavesAReceiptForTheOthers()
    {
        var tenant = await _tenants.CreateAsync();
        var number = await TestTenants.AddAsync(tenant, TestTenants.Config(usages: ["SignIn", "Register"]));
        _tenants.Fake.Answer = (send, _, _) => Task.FromResult(
            send.Mail.UsageType == UsageType.SignIn ? Outcome.Rejected(FaultScope.Message, "554", hint: "Say less.") : Outcome.Accepted("250"));

        var report = await RunAsync(tenant, number, new TestRequest("to@example.com"));

        Assert.False(report.Ok);
        Assert.Equal(["Register"], report.Receipt?.UsageTypes);
        Assert.Equal("Say less.", report.Results[0].Hint);
        Assert.Null(report.Results[0].MessageId);
        Assert.False((await tenant.FindRevisionAsync(number, Token))?.Tested);
    }

    [Fact]
    public async Task Test_WayThereFailed_IsNotWaitedForAgain()
    {
        var tenant = await _tenants.CreateAsync();
        var number = await TestTenants.AddAsync(tenant, TestTenants.Config(usages: ["SignIn", "Register", "Generic"]));
        _tenants.Fake.Answer = (_, attempt, _) =>
        {
            attempt.Stages?.Add(Stage.Connect, false, "refused", attempt.Stages.Begin());
            return Task.FromResult(Outcome.Deferred(FaultScope.Platform, "connection_refused"));
        };

        var report = await RunAsync(tenant, number, new TestRequest("to@example.com"));

        Assert.Single(_tenants.Fake.Sent);
        Assert.Equal(3, report.Results.Count);
        Assert.Null(report.Receipt);
        Assert.All(report.Results.Skip(1), result => Assert.Null(result.Outcome));
    }

    [Fact]
    public async Task Test_WithoutSending_ProvesNothing()
    {
        var tenant = await _tenants.CreateAsync();
        var number = await TestTenants.AddAsync(tenant);
        var stopped = false;
        _tenants.Fake.Answer = (_, attempt, _) =>
        {
            stopped = attempt.StopBeforeContent;
            return Task.FromResult(Outcome.Accepted("not_sent"));
        };

        var report = await RunAsync(tenant, number, new TestRequest("to@example.com", Send: false));

        Assert.True(stopped);
        Assert.True(report.Ok);
        Assert.Null(report.Receipt);
        Assert.Null(report.Results[0].MessageId);
        Assert.False((await tenant.FindRevisionAsync(number, Token))?.Tested);
    }

    [Fact]
    public async Task Test_NoTemplate_FailsInRendering()
    {
        var tenant = await _tenants.CreateAsync();
        var number = await TestTenants.AddAsync(tenant, TestTenants.Json("""{ "host": "h", "pass": "p" }"""));
        var report = await RunAsync(tenant, number, new TestRequest("to@example.com"));
        Assert.False(report.Ok);
        Assert.Contains(report.Results[0].Stages, stage => stage is { Stage: Stage.Render, Ok: false });
        Assert.Equal(ProblemCode.UntestedRevision, (await tenant.ActivateAsync(new ActivationRequest(number), TestTenants.By, Token)).Problem?.Code);
    }

    [Fact]
    public async Task Test_HangingProvider_EndsAtTheDeadline()
    {
        var tenant = await _tenants.CreateAsync();
        var number = await TestTenants.AddAsync(tenant);
        var begun = new TaskCompletionSource();
        _tenants.Fake.Answer = async (_, _, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return Outcome.Accepted("250");
        };

        var running = RunAsync(tenant, number, new TestRequest("to@example.com"));
        await begun.Task;
        _tenants.Time.Advance(TimeSpan.FromSeconds(26));

        Assert.Equal("attempt_timeout", (await running).Results[0].Outcome?.Code);
    }

    [Fact]
    public async Task Test_ThirtyAnHour_ThenWaits()
    {
        var tenant = await _tenants.CreateAsync();
        var number = await TestTenants.AddAsync(tenant);
        var request = new TestRequest("to@example.com");
        Assert.Equal(ProblemCode.InvalidRecipient, (await tenant.TestAsync(number, new TestRequest("nobody"), TestTenants.By, Token)).Problem?.Code);
        for (var count = 0; count < 30; count++)
        {
            await RunAsync(tenant, number, request);
        }

        var refused = await tenant.TestAsync(new NewRevision("fake", TestTenants.Config()), request, TestTenants.By, Token);
        Assert.Equal(ProblemCode.RateLimited, refused.Problem?.Code);
        Assert.Equal(TimeSpan.FromHours(1), refused.Problem?.RetryAfter);
        Assert.Equal(30, _tenants.Fake.Sent.Count);

        _tenants.Time.Advance(TimeSpan.FromHours(1));
        await RunAsync(tenant, number, request);
    }

    [Theory]
    [InlineData("""[]""", "SignIn", "en", "payload")]
    [InlineData("""{}""", "Signin", "en", "usageTypes[0]")]
    [InlineData("""{}""", "SignIn", "!", "locales[0]")]
    public async Task Test_WrongRequest_IsRefusedWithPaths(string payload, string usage, string locale, string path)
    {
        var tenant = await _tenants.CreateAsync();
        var number = await TestTenants.AddAsync(tenant);
        var refused = await tenant.TestAsync(number, new TestRequest("to@example.com", [usage], [locale], TestTenants.Json(payload)), TestTenants.By, Token);
        Assert.Equal(path, Assert.Single(refused.Problem?.Errors ?? []).Path);
    }

    [Fact]
    public async Task Test_Unstored_IsClosedAgain()
    {
        var tenant = await _tenants.CreateAsync();
        await tenant.TestAsync(new NewRevision("fake", TestTenants.Config()), new TestRequest("to@example.com"), TestTenants.By, Token);
        Assert.Single(_tenants.Fake.Sent);
        Assert.Equal(_tenants.Fake.Compiled, _tenants.Fake.Closed);
    }

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();

    private static async Task<TestReport> RunAsync(Tenant tenant, int number, TestRequest request)
    {
        var tested = await tenant.TestAsync(number, request, TestTenants.By, Token);
        return tested.Value ?? throw new InvalidOperationException(tested.Problem?.Detail);
    }
}
