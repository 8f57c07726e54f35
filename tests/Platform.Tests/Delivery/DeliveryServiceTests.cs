using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

public sealed class DeliveryServiceTests
{
    [Fact]
    public async Task Start_TakesBackWhatAnEarlierLifeHeld()
    {
        await using var earlier = new TestNode();
        await earlier.AddTenantAsync("acme", """{ "delivery": { "concurrency": 1 } }""");
        var entered = new TaskCompletionSource();
        earlier.Fake.Answer = async (_, _, _) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
            return Outcome.Accepted("250");
        };
        var cut = await earlier.SendAsync();
        var waiting = await earlier.SendAsync();
        await entered.Task;

        await using var node = new TestNode(other: earlier);
        using var service = Service(node);
        await service.StartAsync(CancellationToken.None);
        await node.Messages.WhenAsync(cut, MessageStatus.Sent);
        await node.Messages.WhenAsync(waiting, MessageStatus.Sent);
        await service.StopAsync(CancellationToken.None);

        Assert.Equal(["node_lost", "250"], node.Messages.Row(cut).Ended.Select(attempt => attempt.Code));
        Assert.Equal(2, node.Fake.Sent.Count);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public async Task Activation_OnAnotherNode_SendsWhatWaitedForTheConnector(int minutes)
    {
        await using var node = new TestNode(options => options.BreakerThreshold = 1);
        await node.AddTenantAsync("acme");
        node.Fake.Answer = (_, _, _) => Task.FromResult(Outcome.Deferred(FaultScope.Connector, "429", retryAfter: TimeSpan.FromMinutes(minutes)));
        using var service = Service(node);
        await service.StartAsync(CancellationToken.None);
        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, MessageStatus.Retrying);
        Assert.Equal(minutes < 10, node.Messages.Row(id).DueAt is not null);

        await using var other = new TestTenants(sameInstallation: node.Tenants);
        var tenant = await other.FindAsync();
        var added = await TestTenants.AddAsync(tenant, TestTenants.Config("better"));
        Assert.True((await tenant.ActivateAsync(new ActivationRequest(added, ForceReason: "a test"), TestTenants.By, CancellationToken.None)).IsOk);
        node.Fake.Answer = (_, _, _) => Task.FromResult(Outcome.Accepted("250"));

        // The service's period and, where a retry is due later, the dispatcher's clock.
        await node.Time.WhenTimersAsync(minutes < 10 ? 2 : 1);
        node.Time.Advance(node.Options.Period);
        await node.Messages.WhenAsync(id, MessageStatus.Sent);
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Backlog_BeyondTheWindow_IsTakenAsFastAsItIsSent()
    {
        const int Count = 60;
        await using var node = new TestNode(options => options.TenantWindow = 4);
        await node.AddTenantAsync("acme", """{ "delivery": { "concurrency": 1 } }""");
        var ids = new List<MessageId>();
        for (var i = 0; i < Count; i++)
        {
            ids.Add(await node.SendAsync());
        }

        using var service = Service(node);
        await service.StartAsync(CancellationToken.None);
        var began = node.Time.GetUtcNow();
        while (ids.Exists(id => node.Messages.Row(id).Status != MessageStatus.Sent))
        {
            // The service waits: what it took is with the dispatcher, and the clock stands until all of that is sent.
            await node.Time.WhenTimersAsync(1);
            while (ids.Exists(node.Dispatcher.Charges.Has))
            {
                await Task.Yield();
            }

            node.Time.Advance(TimeSpan.FromMilliseconds(20));
        }

        // With one window a period it would take fifteen.
        Assert.InRange(node.Time.GetUtcNow() - began, TimeSpan.Zero, node.Options.Period * 5);
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Insert_WhoseAnswerIsLost_IsUnknownAfterAWhile_AndSent()
    {
        await using var node = new TestNode();
        await node.AddTenantAsync("acme");
        using var service = Service(node);
        await service.StartAsync(CancellationToken.None);
        LoseAnswer(node, "insert");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => node.SendAsync());
        var id = Assert.Single(node.Messages.Rows).Message.Id;
        Assert.False(node.Dispatcher.Charges.Has(id));

        await node.Time.WhenTimersAsync(1);
        node.Time.Advance(TimeSpan.FromSeconds(31));
        await node.Time.WhenTimersAsync(1);
        Assert.Equal(MessageStatus.Sending, node.Messages.Row(id).Status);
        node.Time.Advance(TimeSpan.FromSeconds(60));
        await node.Messages.WhenAsync(id, MessageStatus.Sent);
        await service.StopAsync(CancellationToken.None);

        Assert.Equal(["node_lost", "250"], node.Messages.Row(id).Ended.Select(attempt => attempt.Code));
        Assert.False(node.Dispatcher.Charges.Has(id));
    }

    [Fact]
    public async Task Row_ThatWaitsAndNobodyKnows_IsLeasedAgain_WhileThoseThatAreKnownStay()
    {
        await using var node = new TestNode();
        await node.AddTenantAsync("acme", """{ "delivery": { "concurrency": 1 } }""");
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Fake.Answer = async (_, _, _) =>
        {
            await gate.Task;
            return Outcome.Accepted("250");
        };
        using var service = Service(node);
        await service.StartAsync(CancellationToken.None);
        var sending = await node.SendAsync();
        var waiting = await node.SendAsync();
        LoseAnswer(node, "insert");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => node.SendAsync());
        var lost = node.Messages.Rows[^1].Message.Id;
        Assert.Equal([true, true, false], new[] { sending, waiting, lost }.Select(node.Dispatcher.Charges.Has));

        var reclaimed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Messages.After = name =>
        {
            if (name == "reclaim")
            {
                reclaimed.TrySetResult();
            }

            return Task.CompletedTask;
        };
        await node.Time.WhenTimersAsync(2);
        node.Time.Advance(TimeSpan.FromSeconds(90));
        await reclaimed.Task;
        gate.SetResult();
        await node.Messages.WhenAsync(lost, MessageStatus.Sent);
        await node.Messages.WhenAsync(waiting, MessageStatus.Sent);
        await service.StopAsync(CancellationToken.None);

        Assert.All(node.Messages.Rows, row => Assert.Equal("250", Assert.Single(row.Ended).Code));
        Assert.All(node.Messages.Rows, row => Assert.False(node.Dispatcher.Charges.Has(row.Message.Id)));
    }

    private static void LoseAnswer(TestNode node, string operation) => node.Messages.After = name =>
    {
        if (name != operation)
        {
            return Task.CompletedTask;
        }

        node.Messages.After = _ => Task.CompletedTask;
        throw new StoreUnavailableException("The answer is lost.");
    };

    [Fact]
    public async Task KeptAnswers_AreRemovedAfterADay()
    {
        await using var node = new TestNode();
        await node.AddTenantAsync("acme");
        Assert.True((await node.Requests.RunAsync(
            TestNode.Acme,
            "messages",
            "k",
            new JsonObject(),
            (claim, token) => node.Intake.AcceptOnceAsync(TestNode.Acme, TestNode.Request(), claim, _ => [1], token),
            CancellationToken.None)).IsOk);
        node.Time.Advance(TimeSpan.FromHours(24));
        using var service = Service(node);
        var lookedAfter = WhenLeasing(node);
        await service.StartAsync(CancellationToken.None);
        await lookedAfter;
        Assert.Equal(1, node.Tenants.Store.KeptAnswers.Count);

        await node.Time.WhenTimersAsync(1);
        lookedAfter = WhenLeasing(node);
        node.Time.Advance(node.Options.Period);
        await lookedAfter;
        await service.StopAsync(CancellationToken.None);

        Assert.Equal(0, node.Tenants.Store.KeptAnswers.Count);
    }

    /// <summary>What comes after everything was looked after.</summary>
    private static Task WhenLeasing(TestNode node)
    {
        var leasing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Messages.Before = name =>
        {
            if (name == "lease")
            {
                leasing.TrySetResult();
            }

            return Task.CompletedTask;
        };
        return leasing.Task;
    }

    private static DeliveryService Service(TestNode node) => new(
        node.Messages,
        node.Tenants.Store.Mailboxes,
        node.Tenants.Store.KeptAnswers,
        node.Dispatcher,
        node.Lanes,
        node.Tenants.Directory,
        node.Life,
        node.Time,
        Options.Create(node.Options),
        NullLogger<DeliveryService>.Instance);
}
