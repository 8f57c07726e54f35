using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Nodes;

/// <summary>Two nodes on one store: what one leaves behind, the other sends.</summary>
public sealed class TakeoverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NodeThatIsLost_LeavesItsMailToTheOther()
    {
        await using var lost = await HeartTests.StartAsync();
        await HeartTests.HoldUpAsync(lost);
        var sending = Assert.Single(lost.Messages.Rows).Message.Id;
        var waiting = await lost.SendAsync();
        await using var other = await JoinAsync(lost);

        // It is not silent for long enough yet: what it holds is its own.
        await AdvanceAsync(other, 9);
        Assert.Equal(lost.Lease, other.Messages.Row(waiting).Lease);
        Assert.Equal(MessageStatus.Sending, other.Messages.Row(sending).Status);

        await AdvanceAsync(other, 2);
        await HeartTests.LeaseAsync(other);
        await other.Messages.WhenAsync(sending, MessageStatus.Sent);
        await other.Messages.WhenAsync(waiting, MessageStatus.Sent);

        Assert.Equal(["node_lost", "250"], other.Messages.Row(sending).Ended.Select(attempt => attempt.Code));
        Assert.Equal(["250"], other.Messages.Row(waiting).Ended.Select(attempt => attempt.Code));
        Assert.Equal(2, other.Fake.Sent.Count);
        Assert.Equal(["node-2"], (await other.Tenants.Store.Nodes.ListAsync(Token)).Select(node => node.Name));
    }

    [Fact]
    public async Task PausedNode_ThatWakes_WritesNothingOverTheNewOwner_AndDeliversAgain()
    {
        await using var paused = await HeartTests.StartAsync();
        var busy = await HeartTests.HoldUpAsync(paused);
        var sending = Assert.Single(paused.Messages.Rows).Message.Id;
        var waiting = await paused.SendAsync();
        await using var other = await JoinAsync(paused);
        await AdvanceAsync(other, 11);
        await HeartTests.LeaseAsync(other);
        await other.Messages.WhenAsync(sending, MessageStatus.Sent);
        await other.Messages.WhenAsync(waiting, MessageStatus.Sent);

        // It wakes: its attempt ends, what it believes to be waiting comes to its turn, and only then its heart beats.
        busy.SetResult();
        paused.Fake.Answer = (_, _, _) => Task.FromResult(Outcome.Accepted("250"));
        var meanwhile = await paused.SendAsync();
        Assert.Null(paused.Messages.Row(meanwhile).Lease);
        await paused.Heart.BeatAsync(Token);
        await HeartTests.LeaseAsync(paused);
        await paused.Messages.WhenAsync(meanwhile, MessageStatus.Sent);

        Assert.Equal(["node_lost", "250"], other.Messages.Row(sending).Ended.Select(attempt => attempt.Code));
        Assert.Equal(["250"], other.Messages.Row(waiting).Ended.Select(attempt => attempt.Code));
        var recipient = other.Messages.Row(waiting).Message.Recipient;
        Assert.DoesNotContain(paused.Fake.Sent, sent => sent.Mail.To.ToString() == recipient);
        Assert.Equal(["node-1", "node-2"], (await other.Tenants.Store.Nodes.ListAsync(Token)).Where(node => node.IsAlive).Select(node => node.Name));
    }

    [Fact]
    public async Task Rows_WhoseTakingBackFailed_AreTakenBackNextTime()
    {
        await using var lost = await HeartTests.StartAsync();
        await HeartTests.HoldUpAsync(lost);
        var id = Assert.Single(lost.Messages.Rows).Message.Id;
        await using var other = await JoinAsync(lost);
        other.Messages.Before = name => name == "recover" ? throw new StoreUnavailableException("down") : Task.CompletedTask;
        await AdvanceAsync(other, 11);
        Assert.Equal(MessageStatus.Sending, other.Messages.Row(id).Status);

        other.Messages.Before = _ => Task.CompletedTask;
        await other.Takeover.LookAfterAsync(Token);
        Assert.Equal(MessageStatus.Unknown, other.Messages.Row(id).Status);
    }

    [Fact]
    public async Task Rows_OfALifeThatSomebodyElseEnded_AreTakenBackAllTheSame()
    {
        await using var lost = await HeartTests.StartAsync();
        await HeartTests.HoldUpAsync(lost);
        var id = Assert.Single(lost.Messages.Rows).Message.Id;
        await using var other = await JoinAsync(lost);
        await other.Takeover.LookAfterAsync(Token);
        await lost.Tenants.Store.Nodes.LeaveAsync(lost.Lease, Token);

        await AdvanceAsync(other, 31);
        Assert.Equal(MessageStatus.Unknown, other.Messages.Row(id).Status);
    }

    [Fact]
    public async Task NodeThatCouldNotReachTheStoreItself_LeavesTheOthersTimeToComeBack()
    {
        await using var first = await HeartTests.StartAsync();
        await using var second = await JoinAsync(first);
        var nodes = first.Tenants.Store.Nodes;
        nodes.IsDown = true;
        await AdvanceAsync(second, 30);
        nodes.IsDown = false;
        await AdvanceAsync(second, 1);
        await first.Heart.BeatAsync(Token);

        Assert.True(first.Life.MayStart);
        Assert.Equal(2, (await nodes.ListAsync(Token)).Count(node => node.IsAlive));
        await AdvanceAsync(second, 21);
        Assert.Equal(["node-2"], (await nodes.ListAsync(Token)).Select(node => node.Name));
    }

    [Fact]
    public async Task Stop_BeatsUntilTheLastAttemptHasEnded_AndLeaves()
    {
        await using var node = await HeartTests.StartAsync();
        var nodes = node.Tenants.Store.Nodes;
        var busy = await HeartTests.HoldUpAsync(node);
        var beaten = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        nodes.Before = name =>
        {
            if (name == "heartbeat")
            {
                beaten.TrySetResult();
            }

            return Task.CompletedTask;
        };
        await using var other = new TestNode(other: node, name: "node-2");
        using var service = new NodeService(other.Heart, other.Takeover, node.Dispatcher, node.Time);
        await service.StartAsync(Token);
        var drained = node.StopAsync();
        var stopped = service.StopAsync(Token);
        await node.Time.WhenTimersAsync(4); // The attempt's deadline, the stop's, the beat, the watch.
        node.Time.Advance(TimeSpan.FromSeconds(1));
        await beaten.Task;
        Assert.False(stopped.IsCompleted);

        busy.SetResult();
        await drained;
        await stopped;
        Assert.DoesNotContain(await nodes.ListAsync(Token), view => view.Name == "node-2");
    }

    private static async Task<TestNode> JoinAsync(TestNode first)
    {
        var node = new TestNode(other: first, name: "node-2");
        await node.Heart.BeginAsync(Token);
        node.Run();
        return node;
    }

    /// <summary>Time passes in which only this node lives.</summary>
    private static async Task AdvanceAsync(TestNode node, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            node.Time.Advance(TimeSpan.FromSeconds(1));
            await node.Heart.BeatAsync(Token);
            await node.Takeover.LookAfterAsync(Token);
        }
    }
}
