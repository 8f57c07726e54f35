using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Platform.Testing;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>Mail in the operator's name has caps, and only what is accepted counts against them.</summary>
public sealed class BuiltInCapsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recipient_OverAllTenants_GetsTwentyAnHour()
    {
        await using var node = new TestNode();
        await AddAsync(node, "acme");
        await AddAsync(node, "beta");
        for (var number = 0; number < 20; number++)
        {
            Assert.True((await AcceptAsync(node, number % 2 == 0 ? "acme" : "beta", number % 3 == 0 ? "ANN@Example.COM" : "ann@example.com")).IsOk);
        }

        var refused = (await AcceptAsync(node, "beta", "ann@example.com")).Problem;

        Assert.Equal(ProblemCode.RateLimited, refused?.Code);
        Assert.InRange(refused?.RetryAfter ?? default, TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(61));
        Assert.True((await AcceptAsync(node, "beta", "bob@example.com")).IsOk);
        node.Time.Advance(refused?.RetryAfter ?? default);
        Assert.True((await AcceptAsync(node, "beta", "ann@example.com")).IsOk);
        Assert.DoesNotContain(node.Tenants.Store.Caps.Uses.Keys, use => use.Key.Contains("ann", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Tenant_ByDayAndMonth_SendsNoMore()
    {
        await using var node = new TestNode();
        node.Tenants.CapOptions.TenantDay = 3;
        node.Tenants.CapOptions.TenantMonth = 4;
        await AddAsync(node, "acme");
        await AddAsync(node, "beta");
        for (var number = 0; number < 2; number++)
        {
            Assert.True((await AcceptAsync(node, "acme", $"to-{number}@example.com")).IsOk);
        }

        // The test mail was the first.
        var day = (await AcceptAsync(node, "acme", "other@example.com")).Problem;
        Assert.Equal(ProblemCode.RateLimited, day?.Code);
        var now = node.Time.GetUtcNow();
        Assert.Equal(now.UtcDateTime.Date.AddDays(1), (now + day!.RetryAfter!.Value).UtcDateTime);
        Assert.True((await AcceptAsync(node, "beta", "other@example.com")).IsOk);

        node.Time.Advance(day.RetryAfter.Value);
        Assert.True((await AcceptAsync(node, "acme", "other@example.com")).IsOk);
        var month = (await AcceptAsync(node, "acme", "other@example.com")).Problem;
        Assert.Equal(ProblemCode.RateLimited, month?.Code);
        now = node.Time.GetUtcNow();
        Assert.Equal(new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1), (now + month!.RetryAfter!.Value).UtcDateTime);
    }

    [Fact]
    public async Task Message_RefusedForAnotherReason_DoesNotCount()
    {
        await using var node = new TestNode();
        await AddAsync(node, "acme");
        var before = Counted(node);

        Assert.Equal(ProblemCode.TemplateVariableMissing, (await node.Intake.AcceptAsync(
            TestNode.Acme, TestNode.Request() with { Payload = TestTenants.Json("{}") }, Token)).Problem?.Code);
        DeleteAtInsert(node, () => { });
        Assert.Equal(ProblemCode.NotFound, (await AcceptAsync(node, "acme", "ann@example.com")).Problem?.Code);

        Assert.Equal(before, Counted(node));
    }

    [Fact]
    public async Task Messages_ManyAtOnce_NeverExceedTheCap()
    {
        await using var node = new TestNode();
        node.Tenants.CapOptions.RecipientHour = 5;
        await AddAsync(node, "acme");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => AcceptAsync(node, "acme", "ann@example.com"))));

        Assert.Equal(5, answers.Count(answer => answer.IsOk));
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Equal(ProblemCode.RateLimited, answer.Problem?.Code));
    }

    [Fact]
    public async Task Message_OfATenantsOwnConnector_CountsNothing()
    {
        await using var node = new TestNode();
        await node.AddTenantAsync("acme");

        Assert.True((await AcceptAsync(node, "acme", "ann@example.com")).IsOk);

        Assert.Empty(node.Tenants.Store.Caps.Uses);
    }

    [Fact]
    public async Task Test_CountsItsMailsAndIsRefusedBeyondTheCap()
    {
        await using var tenants = new TestTenants();
        tenants.CapOptions.RecipientHour = 2;
        var tenant = await tenants.CreateAsync();
        var revision = await TestTenants.AddAsync(tenant, type: "house");

        Assert.Equal(ProblemCode.InvalidRequest, (await TestAsync("en", "de", "fr")).Problem?.Code);
        Assert.True((await TestAsync("en", "de")).Value?.Ok);
        var refused = (await TestAsync("en")).Problem;

        Assert.Equal(ProblemCode.RateLimited, refused?.Code);
        Assert.NotNull(refused?.RetryAfter);
        Assert.True((await tenant.TestAsync(revision, new TestRequest("ann@example.com", ["Generic"], Send: false), TestTenants.By, Token)).Value?.Ok);

        Task<Result<TestReport>> TestAsync(params string[] locales) =>
            tenant.TestAsync(revision, new TestRequest("ann@example.com", ["Generic"], locales), TestTenants.By, Token);
    }

    [Fact]
    public async Task Message_MovedHereByASwitch_WaitsForRoom()
    {
        await using var node = await TestNode.StartAsync();
        node.Tenants.CapOptions.RecipientHour = 1;
        node.Fake.Answer = (_, _, _) => Task.FromResult(Outcome.Deferred(FaultScope.Message, "451", retryAfter: TimeSpan.FromSeconds(20)));
        var waiting = (await AcceptAsync(node, "acme", "ann@example.com")).Value!.Id;
        await node.Messages.WhenAsync(waiting, MessageStatus.Retrying);
        var tenant = await node.Tenants.FindAsync();
        var house = await TestTenants.AddAsync(tenant, TestTenants.Config("house"), "house");
        Assert.True((await tenant.TestAsync(house, new TestRequest("ann@example.com"), TestTenants.By, Token)).Value?.Ok);
        node.Tenants.House.Sent.Clear();
        Assert.True((await tenant.ActivateAsync(new ActivationRequest(house), TestTenants.By, Token)).IsOk);

        node.Time.Advance(TimeSpan.FromSeconds(21));
        await node.Messages.WhenAsync(waiting, row => row.Attempts == 2 && row.Status == MessageStatus.Retrying);

        var message = await node.Messages.FindAsync(TestNode.Acme, waiting, Token);
        Assert.Equal([(OutcomeKind.Deferred, "451"), (OutcomeKind.Deferred, "rate_limited")], message!.Attempts.Select(attempt => (attempt.Outcome, attempt.Code)));
        Assert.Empty(node.Tenants.House.Sent);
        await node.StopAsync();
    }

    [Fact]
    public async Task Message_MovedHereAndDeferredSeveralTimes_CountsOnceItIsSent()
    {
        await using var node = await TestNode.StartAsync();
        var before = await MoveAsync(node);
        node.Tenants.House.Answer = (_, _, _) => Task.FromResult(Outcome.Deferred(FaultScope.Recipient, "451", retryAfter: TimeSpan.FromSeconds(20)));
        for (var attempt = 2; attempt <= 4; attempt++)
        {
            AdvanceToItsTurn(node, before.Id);
            await node.Messages.WhenAsync(before.Id, row => row.Attempts == attempt && row.Status == MessageStatus.Retrying);
            Assert.Equal(before.Counted, Counted(node));
        }

        node.Tenants.House.Answer = (_, _, _) => Task.FromResult(Outcome.Accepted("250"));
        AdvanceToItsTurn(node, before.Id);
        await node.Messages.WhenAsync(before.Id, MessageStatus.Sent);

        Assert.Equal(4, node.Tenants.House.Sent.Count);
        Assert.Equal(before.Counted + 1, Counted(node));
        await node.StopAsync();
    }

    [Fact]
    public async Task Message_MovedHereAndPerhapsSent_StaysCounted()
    {
        await using var node = await TestNode.StartAsync();
        var before = await MoveAsync(node);
        node.Tenants.House.Answer = (_, _, _) => Task.FromResult(Outcome.Unknown(FaultScope.Platform, "connection_lost"));

        node.Time.Advance(TimeSpan.FromSeconds(21));
        await node.Messages.WhenAsync(before.Id, row => row.Attempts == 2 && row.Status != MessageStatus.Sending);

        Assert.Equal(before.Counted + 1, Counted(node));
        await node.StopAsync();
    }

    [Fact]
    public async Task Caller_WhoHangsUpBeforeItIsAccepted_CountsNothing()
    {
        await using var node = new TestNode();
        await AddAsync(node, "acme");
        var before = Counted(node);
        using var caller = new CancellationTokenSource();
        DeleteAtInsert(node, caller.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), caller.Token));

        Assert.Empty(node.Messages.Rows);
        Assert.Equal(before, Counted(node));
    }

    [Fact]
    public async Task Refusal_WhenNothingCanBeGivenBack_IsStillTheAnswer()
    {
        await using var node = new TestNode();
        await AddAsync(node, "acme");
        var before = Counted(node);
        node.Tenants.Store.Caps.KeepsAll = true;
        DeleteAtInsert(node, () => { });

        Assert.Equal(ProblemCode.NotFound, (await AcceptAsync(node, "acme", "ann@example.com")).Problem?.Code);

        Assert.Equal(before + 1, Counted(node));
    }

    [Fact]
    public async Task Test_WhoseCallerHangsUp_CountsWhatWasTried()
    {
        await using var tenants = new TestTenants();
        var tenant = await tenants.CreateAsync();
        var revision = await TestTenants.AddAsync(tenant, type: "house");
        using var caller = new CancellationTokenSource();
        tenants.House.Answer = async (_, _, _) =>
        {
            await caller.CancelAsync();
            return Outcome.Accepted("250");
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            tenant.TestAsync(revision, new TestRequest("ann@example.com", ["Generic"], ["en", "de", "fr"]), TestTenants.By, caller.Token));

        Assert.Equal(1, tenants.Store.Caps.Uses.Values.Sum());
    }

    /// <summary>Deletes the tenant while the first insert is on its way.</summary>
    private static void DeleteAtInsert(TestNode node, Action also)
    {
        var deleted = 0;
        node.Messages.Before = async name =>
        {
            if (name == "insert" && Interlocked.Exchange(ref deleted, 1) == 0)
            {
                Assert.True((await (await node.Tenants.FindAsync()).DeleteAsync("a test", TestTenants.By, CancellationToken.None)).IsOk);
                also();
            }
        };
    }

    private static void AdvanceToItsTurn(TestNode node, MessageId id)
    {
        node.Time.Advance((node.Messages.Row(id).DueAt ?? throw new InvalidOperationException("No attempt is to come.")) - node.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
    }

    /// <summary>Has a message wait at the tenant's own connector, then switches to the operator's.</summary>
    private static async Task<(MessageId Id, int Counted)> MoveAsync(TestNode node)
    {
        node.Fake.Answer = (_, _, _) => Task.FromResult(Outcome.Deferred(FaultScope.Message, "451", retryAfter: TimeSpan.FromSeconds(20)));
        var waiting = (await AcceptAsync(node, "acme", "ann@example.com")).Value!.Id;
        await node.Messages.WhenAsync(waiting, MessageStatus.Retrying);
        await TestTenants.AddActiveAsync(await node.Tenants.FindAsync(), TestTenants.Config("house"), "house");
        node.Tenants.House.Sent.Clear();
        return (waiting, Counted(node));
    }

    private static int Counted(TestNode node) => node.Tenants.Store.Caps.Uses.Values.Sum();

    private static async Task AddAsync(TestNode node, string id)
    {
        var tenant = await node.Tenants.CreateAsync(id);
        await TestTenants.AddActiveAsync(tenant, TestTenants.Config(id), "house");
    }

    private static Task<Result<AcceptedMessage>> AcceptAsync(TestNode node, string tenant, string to) =>
        node.Intake.AcceptAsync(TenantId.Parse(tenant), TestNode.Request(to), CancellationToken.None);
}
