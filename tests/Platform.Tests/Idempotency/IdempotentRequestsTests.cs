using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Idempotency;

public sealed class IdempotentRequestsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_Repeated_GetsTheFirstAnswerAndMakesNothing()
    {
        await using var node = await TestNode.StartAsync();
        var first = Answered(await SendAsync(node, "k"));
        await node.Messages.WhenAsync(first.Kept.Message!.Value, MessageStatus.Sent);

        var again = Answered(await SendAsync(node, "k"));

        Assert.Equal((false, true), (first.IsReplay, again.IsReplay));
        Assert.Equal(first.Kept.Answer, again.Kept.Answer);
        Assert.Single(node.Messages.Rows);
        Assert.Single(node.Fake.Sent);
        await node.StopAsync();
        Assert.Equal(0, node.Lanes.Active);
    }

    [Fact]
    public async Task Request_Repeated_AfterASwitchAndWithoutAConnector_GetsTheFirstAnswer()
    {
        await using var node = await TestNode.StartAsync();
        var first = Answered(await SendAsync(node, "k"));
        var tenant = await node.Tenants.FindAsync();
        await TestTenants.AddActiveAsync(tenant, TestTenants.Config("better"));
        Assert.Equal(first.Kept.Answer, Answered(await SendAsync(node, "k")).Kept.Answer);

        Assert.True((await tenant.DeleteConnectorAsync("a test", TestTenants.By, Token)).IsOk);

        Assert.Equal(first.Kept.Answer, Answered(await SendAsync(node, "k")).Kept.Answer);
    }

    [Fact]
    public async Task Request_Repeated_SupersedesNothing()
    {
        await using var node = new TestNode(options => options.BreakerThreshold = 1);
        await node.AddTenantAsync("acme", """{ "delivery": { "concurrency": 1 } }""");
        node.Fake.Answer = (_, _, _) => new TaskCompletionSource<Connectors.Outcome>().Task.WaitAsync(Token);
        Answered(await SendAsync(node, "k"));
        var newer = Answered(await SendAsync(node, "k2", TestNode.Request(expiresIn: 60)));

        Answered(await SendAsync(node, "k"));

        Assert.Equal(MessageStatus.Queued, node.Messages.Row(newer.Kept.Message!.Value).Status);
        Assert.Equal(2, node.Messages.Rows.Count);
    }

    [Fact]
    public async Task SameKey_ForAnotherRequest_IsAConflict()
    {
        await using var node = await TestNode.StartAsync();
        Answered(await SendAsync(node, "k"));

        Assert.Equal(ProblemCode.IdempotencyConflict, (await SendAsync(node, "k", TestNode.Request("bob@example.com"))).Problem?.Code);
    }

    [Fact]
    public async Task SameKey_OfAnotherTenantOrRoute_IsAnotherRequest()
    {
        await using var node = await TestNode.StartAsync();
        await node.AddTenantAsync("beta");
        Answered(await SendAsync(node, "k"));

        Assert.False(Answered(await SendAsync(node, "k", tenant: "beta")).IsReplay);
        Assert.False(Answered(await SendAsync(node, "k", route: "codes")).IsReplay);
    }

    [Fact]
    public async Task Refusal_IsNotKept()
    {
        await using var node = await TestNode.StartAsync();
        Assert.Equal(ProblemCode.InvalidRecipient, (await SendAsync(node, "k", TestNode.Request("nobody"))).Problem?.Code);

        Assert.False(Answered(await SendAsync(node, "k")).IsReplay);
    }

    [Fact]
    public async Task Requests_AtOnce_JoinTheFirst()
    {
        await using var node = await TestNode.StartAsync();
        var (entered, go) = HoldInserts(node);
        var first = SendAsync(node, "k");
        await entered;
        var joined = Enumerable.Range(0, 50).Select(_ => SendAsync(node, "k")).ToList();
        var other = SendAsync(node, "k", TestNode.Request("bob@example.com"));
        Assert.All(joined, request => Assert.False(request.IsCompleted));

        go.SetResult();

        var answer = Answered(await first);
        foreach (var request in joined)
        {
            Assert.Equal(new IdempotentAnswer(answer.Kept, IsReplay: true), Answered(await request));
        }

        Assert.Equal(ProblemCode.IdempotencyConflict, (await other).Problem?.Code);
        Assert.Single(node.Messages.Rows);
    }

    [Fact]
    public async Task Request_ThatJoinedASlowOne_IsToldAfterFiveSeconds()
    {
        await using var node = await TestNode.StartAsync();
        var (entered, go) = HoldInserts(node);
        var first = SendAsync(node, "k");
        await entered;
        var joined = SendAsync(node, "k");

        await node.Time.WhenTimersAsync(1);
        node.Time.Advance(TimeSpan.FromSeconds(5));

        var problem = (await joined).Problem;
        Assert.Equal(ProblemCode.IdempotencyInProgress, problem?.Code);
        Assert.NotNull(problem?.RetryAfter);
        go.SetResult();
        Assert.False(Answered(await first).IsReplay);
        Assert.True(Answered(await SendAsync(node, "k")).IsReplay);
    }

    [Fact]
    public async Task Request_WhoseFirstCallerHasGone_TakesItsTurn()
    {
        await using var node = await TestNode.StartAsync();
        using var gone = new CancellationTokenSource();
        var (entered, go) = HoldInserts(node);
        var first = SendAsync(node, "k", cancellationToken: gone.Token);
        await entered;
        var joined = SendAsync(node, "k");
        await gone.CancelAsync();
        go.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        // The first was written all the same: its answer is what the second finds.
        Assert.True(Answered(await joined).IsReplay);
        Assert.Single(node.Messages.Rows);
    }

    [Fact]
    public async Task Request_WhoseFirstMetASickStore_IsToldSo_AndAskedAgainIsOneMessage()
    {
        await using var node = await TestNode.StartAsync();

        // Committed, and the answer lost.
        node.Messages.After = name => name == "insert" ? throw new StoreUnavailableException("gone") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => SendAsync(node, "k"));
        node.Messages.After = _ => Task.CompletedTask;

        Assert.True(Answered(await SendAsync(node, "k")).IsReplay);
        Assert.Single(node.Messages.Rows);
    }

    [Fact]
    public async Task Requests_OnTwoNodesAtOnce_AreOneMessage()
    {
        await using var node = await TestNode.StartAsync();
        await using var other = new TestNode(other: node);
        other.Run();
        var (entered, go) = HoldInserts(node);
        var slow = SendAsync(node, "k");
        await entered;

        // Between the look-up and the insert of the one, all of the other.
        node.Messages.Before = _ => Task.CompletedTask;
        var fast = Answered(await SendAsync(other, "k"));
        go.SetResult();

        Assert.Equal(new IdempotentAnswer(fast.Kept, IsReplay: true), Answered(await slow));
        Assert.Single(node.Messages.Rows);
        await node.StopAsync();
        await other.StopAsync();
        Assert.Equal((0, 0), (node.Lanes.Active, other.Lanes.Active));
    }

    [Fact]
    public async Task Request_RefusedForWhatAnotherNodeMadeOfTheSameOne_GetsThatAnswer()
    {
        await using var node = await TestNode.StartAsync();
        await using var other = new TestNode(other: node);
        other.Run();
        IdempotentAnswer? made = null;

        var refused = await node.Requests.RunAsync(
            TestNode.Acme,
            "messages",
            "k",
            BodyOf(TestNode.Request()),
            async (_, _) =>
            {
                made = Answered(await SendAsync(other, "k"));
                return new Problem(ProblemCode.RateLimited, "The limit was reached with it.");
            },
            Token);

        Assert.NotNull(made);
        Assert.Equal(new IdempotentAnswer(made.Kept, IsReplay: true), Answered(refused));
        await other.StopAsync();
    }

    [Fact]
    public async Task Answer_IsOnTheEpochThatTheMessageIsOn()
    {
        await using var node = await TestNode.StartAsync();
        await using var other = new TestTenants(sameInstallation: node.Tenants);
        node.Messages.Before = async name =>
        {
            if (name == "insert")
            {
                node.Messages.Before = _ => Task.CompletedTask;
                await TestTenants.AddActiveAsync(await other.FindAsync(), TestTenants.Config("better"));
            }
        };

        var answer = Answered(await SendAsync(node, "k"));

        Assert.Equal(2, node.Messages.Row(answer.Kept.Message!.Value).Epoch);
        Assert.EndsWith(" 2", Encoding.UTF8.GetString(answer.Kept.Answer));
        Assert.Equal(1, node.Tenants.Store.KeptAnswers.Count);
    }

    [Fact]
    public async Task Tenant_ThatIsNotThere_IsNotFound()
    {
        await using var node = await TestNode.StartAsync();

        Assert.Equal(ProblemCode.NotFound, (await SendAsync(node, "k", tenant: "nobody")).Problem?.Code);
    }

    [Fact]
    public async Task Keeping_HasNothingOfTheRequestInClear()
    {
        await using var node = await TestNode.StartAsync();
        var kept = Answered(await SendAsync(node, "the-key")).Kept;

        var text = $"{kept.Scope} {kept.Body} {Encoding.UTF8.GetString(kept.Answer)}";

        Assert.DoesNotContain("ann@example.com", text);
        Assert.DoesNotContain("123456", text);
        Assert.DoesNotContain("the-key", text);
    }

    private static Task<Result<IdempotentAnswer>> SendAsync(
        TestNode node, string key, MessageRequest? request = null, string tenant = "acme", string route = "messages", CancellationToken cancellationToken = default)
    {
        var sent = request ?? TestNode.Request();
        return node.Requests.RunAsync(
            TenantId.Parse(tenant),
            route,
            key,
            BodyOf(sent),
            (claim, token) => node.Intake.AcceptOnceAsync(
                TenantId.Parse(tenant), sent, claim, accepted => Encoding.UTF8.GetBytes($"{accepted.Id} {accepted.Status} {accepted.Epoch}"), token),
            cancellationToken);
    }

    private static JsonObject BodyOf(MessageRequest request) => new() { ["to"] = request.To, ["expiresIn"] = request.ExpiresIn };

    private static IdempotentAnswer Answered(Result<IdempotentAnswer> result)
    {
        Assert.True(result.IsOk, result.Problem?.Detail);
        return result.Value;
    }

    private static (Task Entered, TaskCompletionSource Go) HoldInserts(TestNode node)
    {
        var (entered, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        node.Messages.Before = name =>
        {
            if (name != "insert")
            {
                return Task.CompletedTask;
            }

            entered.TrySetResult();
            return go.Task;
        };
        return (entered.Task, go);
    }
}
