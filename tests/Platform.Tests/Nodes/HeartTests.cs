using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.TestKit.Stores;

namespace EmailPlatform.Platform.Nodes;

/// <summary>What a node does that cannot renew its lease in time, or finds its life ended.</summary>
public sealed class HeartTests
{
    private static readonly TimeSpan PastReserve = INodeStore.LeaseDuration - NodeLife.Reserve + TimeSpan.FromMilliseconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lease_CountsFromBeforeTheStoreWasAsked()
    {
        await using var node = await StartAsync();
        Nodes(node).Before = _ =>
        {
            node.Time.Advance(PastReserve);
            return Task.CompletedTask;
        };
        await node.Heart.BeatAsync(Token);

        Assert.False(node.Life.MayStart);
    }

    [Fact]
    public async Task Message_AcceptedWhileTheLeaseIsRunOut_WaitsForWhoeverMaySendIt()
    {
        await using var node = await StartAsync();
        node.Time.Advance(PastReserve);
        var id = await node.SendAsync();

        Assert.Equal((MessageStatus.Queued, null), (node.Messages.Row(id).Status, node.Messages.Row(id).Lease));
        Assert.Empty(node.Fake.Sent);
    }

    [Fact]
    public async Task Mail_ThatWaitsInMemory_PausesWithTheLeaseAndGoesOnWithTheNextBeat()
    {
        await using var node = await StartAsync();
        var busy = await HoldUpAsync(node);
        var waiting = await node.SendAsync();
        var startedInThePause = false;
        node.Messages.Before = name =>
        {
            startedInThePause |= name == "start" && !node.Life.MayStart;
            return Task.CompletedTask;
        };
        Nodes(node).IsDown = true;
        node.Time.Advance(PastReserve);
        await node.Heart.BeatAsync(Token);
        busy.SetResult();
        await WhenLetGoAsync(node, node.Messages.Rows[0].Message.Id);
        Assert.Equal(MessageStatus.Queued, node.Messages.Row(waiting).Status);

        Nodes(node).IsDown = false;
        await node.Heart.BeatAsync(Token);
        await node.Messages.WhenAsync(waiting, MessageStatus.Sent);

        Assert.False(startedInThePause);
        Assert.Equal(2, node.Fake.Sent.Count);
    }

    [Theory]
    [InlineData("insert")]
    [InlineData("start")]
    public async Task Process_StoppedBetweenTheRecordAndTheFirstByte_SendsNothing(string operation)
    {
        await using var node = await StartAsync();
        MessageId id;
        if (operation == "insert")
        {
            Pause(node, operation);
            id = await node.SendAsync();
        }
        else
        {
            var busy = await HoldUpAsync(node);
            id = await node.SendAsync();
            Pause(node, operation);
            busy.SetResult();
        }

        await node.Messages.WhenAsync(id, MessageStatus.Retrying);

        var attempt = Assert.Single(node.Messages.Row(id).Ended);
        Assert.Equal((OutcomeKind.Deferred, FaultScope.Platform, "lease_lost"), (attempt.Outcome, attempt.Scope, attempt.Code));
        Assert.DoesNotContain(node.Fake.Sent, sent => sent.Mail.To.ToString() == node.Messages.Row(id).Message.Recipient);
    }

    [Fact]
    public async Task LifeThatWasEnded_IsFollowedByAnother_AndWhatWaitedIsSentOnce()
    {
        await using var node = await StartAsync();
        var busy = await HoldUpAsync(node);
        var waiting = await node.SendAsync();
        var first = node.Lease;
        Nodes(node).End(first);
        await node.Heart.BeatAsync(Token);
        await node.Takeover.LookAfterAsync(Token);

        Assert.True(node.Life.MayStart);
        Assert.NotEqual(first, node.Lease);
        Assert.Null(node.Messages.Row(waiting).Lease);
        await WhenLetGoAsync(node, waiting);
        busy.SetResult();
        Assert.Equal(node.Options.NodeWindow, node.Lanes.Room);

        await LeaseAsync(node);
        await node.Messages.WhenAsync(waiting, MessageStatus.Sent);
        Assert.Single(node.Fake.Sent, sent => sent.Mail.To.ToString() == node.Messages.Row(waiting).Message.Recipient);
    }

    [Fact]
    public async Task AttemptUnderWay_WhenTheLifeEnds_IsUnknown_AndItsRecordIsRefused()
    {
        await using var node = await StartAsync();
        var busy = await HoldUpAsync(node);
        var id = Assert.Single(node.Messages.Rows).Message.Id;
        Nodes(node).End(node.Lease);
        await node.Heart.BeatAsync(Token);
        await node.Takeover.LookAfterAsync(Token);
        Assert.Equal(MessageStatus.Unknown, node.Messages.Row(id).Status);
        busy.SetResult();
        await WhenLetGoAsync(node, id);

        Assert.Equal("node_lost", Assert.Single(node.Messages.Row(id).Ended).Code);
        Assert.Equal(MessageStatus.Unknown, node.Messages.Row(id).Status);
    }

    [Fact]
    public async Task Life_ThatCannotBegin_IsTriedAgainAsAnother()
    {
        await using var node = await StartAsync();
        Nodes(node).End(node.Lease);
        Nodes(node).Before = name => name == "register" ? throw new StoreUnavailableException("down") : Task.CompletedTask;
        await node.Heart.BeatAsync(Token);
        var second = node.Lease;
        Assert.False(node.Life.MayStart);

        Nodes(node).Before = name => name == "register" ? throw new StoreOpeningException("The name is taken.") : Task.CompletedTask;
        await node.Heart.BeatAsync(Token);
        Assert.False(node.Life.MayStart);

        Nodes(node).Before = _ => Task.CompletedTask;
        await node.Heart.BeatAsync(Token);
        Assert.True(node.Life.MayStart);
        Assert.NotEqual(second, node.Lease);
    }

    /// <summary>A node with a lease, whose tenant sends one message at a time.</summary>
    internal static async Task<TestNode> StartAsync()
    {
        var node = new TestNode(name: "node-1");
        await node.AddTenantAsync("acme", """{ "delivery": { "concurrency": 1 } }""");
        await node.Heart.BeginAsync(Token);
        node.Run();
        return node;
    }

    /// <summary>Sends a message that takes the tenant's only slot until the answer is given.</summary>
    internal static async Task<TaskCompletionSource> HoldUpAsync(TestNode node)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Fake.Answer = async (_, _, _) =>
        {
            entered.TrySetResult();
            await gate.Task;
            return Outcome.Accepted("250");
        };
        await node.SendAsync();
        await entered.Task;
        return gate;
    }

    /// <summary>As the delivery service does, once.</summary>
    internal static async Task LeaseAsync(TestNode node)
    {
        var leased = await node.Messages.LeaseDueAsync(
            node.Lease, node.Time.GetUtcNow().AddSeconds(1), new HashSet<Tenants.TenantId>(), 10, 10, Token);
        foreach (var message in leased)
        {
            Assert.True(node.Dispatcher.TryHold(message.Tenant));
            node.Dispatcher.Enqueue(message);
        }
    }

    private static MemoryNodeStore Nodes(TestNode node) => node.Tenants.Store.Nodes;

    private static void Pause(TestNode node, string operation) => node.Messages.After = name =>
    {
        if (name == operation)
        {
            node.Messages.After = _ => Task.CompletedTask;
            node.Time.Advance(PastReserve);
        }

        return Task.CompletedTask;
    };

    // Nothing here sees to the message any more.
    private static async Task WhenLetGoAsync(TestNode node, MessageId id)
    {
        while (node.Dispatcher.Charges.Has(id))
        {
            await Task.Yield();
        }
    }
}
