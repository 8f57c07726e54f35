using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Delivery;

/// <summary>A stop waits for what is under way, gives back what waits, and loses nothing that comes too late.</summary>
public sealed class DispatcherStopTests
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task AttemptUnderWay_IsWaitedFor_AndWhatWaitsGoesBack()
    {
        await using var node = await StartAsync();
        var sending = await node.SendAsync();
        var waiting = await node.SendAsync();
        await _entered.Task;
        Assert.Equal(node.Lease, node.Messages.Row(waiting).Lease);

        var stopped = node.StopAsync();
        await node.Messages.WhenAsync(waiting, row => row.Lease is null);
        Assert.False(stopped.IsCompleted);
        _gate.SetResult();
        await stopped;

        Assert.Equal(MessageStatus.Sent, node.Messages.Row(sending).Status);
        Assert.Equal(MessageStatus.Queued, node.Messages.Row(waiting).Status);
        Assert.Single(node.Fake.Sent);
    }

    [Fact]
    public async Task AttemptUnderWay_ThatIsToBeTriedAgain_GoesBackWithoutALease()
    {
        await using var node = await StartAsync(Outcome.Deferred(FaultScope.Recipient, "450"));
        var id = await node.SendAsync();
        await _entered.Task;
        var stopped = node.StopAsync();
        _gate.SetResult();
        await stopped;

        var row = node.Messages.Row(id);
        Assert.Equal(MessageStatus.Retrying, row.Status);
        Assert.NotNull(row.DueAt);
        Assert.Null(row.Lease);
    }

    [Fact]
    public async Task AttemptThatOutlivesTheStop_IsCutOff_AndItsOutcomeIsOnTheRecord()
    {
        await using var node = await TestNode.StartAsync(options => options.StopTimeout = TimeSpan.FromSeconds(10));
        node.Fake.Answer = async (_, _, token) =>
        {
            _entered.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return Outcome.Accepted("250");
        };
        var id = await node.SendAsync();
        await _entered.Task;
        var stopped = node.StopAsync();
        await node.Time.WhenTimersAsync(2); // The attempt's deadline and the stop's.
        node.Time.Advance(TimeSpan.FromSeconds(10));
        await stopped;

        var row = node.Messages.Row(id);
        Assert.Equal(MessageStatus.Retrying, row.Status);
        Assert.Equal("attempt_timeout", Assert.Single(row.Ended).Code);
        Assert.Null(row.Lease);
    }

    [Fact]
    public async Task SlotTakenBeforeTheStop_IsWaitedFor()
    {
        await using var node = await StartAsync();
        var slot = node.Dispatcher.TryTakeSlot(TestNode.Acme, 20, 1);
        Assert.NotNull(slot);

        var stopped = node.StopAsync();
        Assert.False(stopped.IsCompleted);
        slot.Abandon();
        slot.Abandon();
        await stopped;

        Assert.Equal(0, node.Dispatcher.Sending);
    }

    [Fact]
    public async Task AfterTheStop_NothingIsTakenAndWhatComesLateGoesBack()
    {
        await using var node = await StartAsync();
        Assert.True(node.Dispatcher.TryHold(TestNode.Acme));
        await node.StopAsync();

        Assert.Null(node.Dispatcher.TryTakeSlot(TestNode.Acme, 20, 1));
        Assert.False(node.Dispatcher.TryHold(TestNode.Acme));
        var id = await node.SendAsync();
        Assert.Equal((MessageStatus.Queued, null), (node.Messages.Row(id).Status, node.Messages.Row(id).Lease));

        var leased = await node.Messages.LeaseDueAsync(
            node.Lease, node.Time.GetUtcNow().AddSeconds(1), new HashSet<Tenants.TenantId>(), 10, 10, CancellationToken.None);
        node.Dispatcher.Enqueue(Assert.Single(leased));
        await node.Messages.WhenAsync(id, row => row.Lease is null);

        Assert.Equal(node.Options.NodeWindow, node.Lanes.Room);
    }

    [Fact]
    public async Task StoreDown_AtTheStop_IsAskedAgainUntilItAnswers()
    {
        await using var node = await StartAsync();
        await node.SendAsync();
        var waiting = await node.SendAsync();
        await _entered.Task;
        var tries = 0;
        node.Messages.Before = name => name == "release" && ++tries == 1 ? throw new StoreUnavailableException("down") : Task.CompletedTask;

        var stopped = node.StopAsync();
        await node.Time.WhenTimersAsync(3); // The attempt's deadline, the stop's, the pause before the next try.
        node.Time.Advance(TimeSpan.FromSeconds(1));
        await node.Messages.WhenAsync(waiting, row => row.Lease is null);
        _gate.SetResult();
        await stopped;

        Assert.Equal(2, tries);
    }

    private async Task<TestNode> StartAsync(Outcome? outcome = null)
    {
        var node = await TestNode.StartAsync(settings: """{ "delivery": { "concurrency": 1 } }""");
        node.Fake.Answer = async (_, _, _) =>
        {
            _entered.TrySetResult();
            await _gate.Task;
            return outcome ?? Outcome.Accepted("250");
        };
        return node;
    }
}
