using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Delivery;

/// <summary>A connector that does not work holds up its tenant's mail until another is activated, and not longer.</summary>
public sealed class DispatcherSwitchTests
{
    private static Outcome AskedToWait { get; } = Outcome.Deferred(FaultScope.Connector, "429", retryAfter: TimeSpan.FromMinutes(5));

    [Fact]
    public async Task Switch_BringsForwardWhatWaitsForALaterAttempt()
    {
        await using var node = await TestNode.StartAsync(options => options.BreakerThreshold = 1);
        node.Fake.Answer = (send, _, _) => Task.FromResult(send.Host == "acme" ? AskedToWait : Outcome.Accepted("250"));
        var failed = await node.SendAsync();
        await node.Messages.WhenAsync(failed, MessageStatus.Retrying);
        var waiting = await node.SendAsync();
        Assert.Equal(MessageStatus.Queued, node.Messages.Row(waiting).Status);

        var epoch = await ActivateAsync(node);
        node.Dispatcher.Switch(TestNode.Acme, epoch);
        await node.Messages.WhenAsync(failed, MessageStatus.Sent);
        await node.Messages.WhenAsync(waiting, MessageStatus.Sent);

        Assert.Equal(BreakerState.Closed, node.Dispatcher.Health(TestNode.Acme).State);
        Assert.Equal(epoch, node.Messages.Row(failed).Ended[1].Epoch);
    }

    [Fact]
    public async Task Switch_SeenByAnArrivingMessageFirst_DoesTheSame()
    {
        await using var node = await TestNode.StartAsync(options => options.BreakerThreshold = 1);
        node.Fake.Answer = (send, _, _) => Task.FromResult(send.Host == "acme" ? AskedToWait : Outcome.Accepted("250"));
        var failed = await node.SendAsync();
        await node.Messages.WhenAsync(failed, MessageStatus.Retrying);

        await ActivateAsync(node);
        var newer = await node.SendAsync();
        await node.Messages.WhenAsync(newer, MessageStatus.Sent);
        await node.Messages.WhenAsync(failed, MessageStatus.Sent);
    }

    [Fact]
    public async Task Switch_SeenByAWaitingMessageFirst_DoesTheSame()
    {
        await using var node = await TestNode.StartAsync(options => options.BreakerThreshold = 2);
        node.Fake.Answer = (send, _, _) => Task.FromResult(send.Host == "acme" ? AskedToWait : Outcome.Accepted("250"));
        var later = await node.SendAsync();
        await node.Messages.WhenAsync(later, MessageStatus.Retrying);
        var probe = await node.SendAsync();
        await node.Messages.WhenAsync(probe, MessageStatus.Retrying);
        await ActivateAsync(node);

        // Nobody tells the dispatcher: the probe that starts by the clock finds itself on the new epoch.
        node.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        await node.Messages.WhenAsync(probe, MessageStatus.Sent);
        await node.Messages.WhenAsync(later, MessageStatus.Sent);

        Assert.Equal(BreakerState.Closed, node.Dispatcher.Health(TestNode.Acme).State);
        Assert.True(node.Lanes.Of(TestNode.Acme).Breaker.IsClosed);
    }

    [Fact]
    public async Task Switch_DuringAnAttempt_BringsForwardItsRetry()
    {
        await using var node = await TestNode.StartAsync();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Fake.Answer = async (send, _, _) =>
        {
            if (send.Host != "acme")
            {
                return Outcome.Accepted("250");
            }

            entered.SetResult();
            await gate.Task;
            return AskedToWait;
        };
        var id = await node.SendAsync();
        await entered.Task;
        node.Dispatcher.Switch(TestNode.Acme, await ActivateAsync(node));
        gate.SetResult();
        await node.Messages.WhenAsync(id, MessageStatus.Sent);

        Assert.Equal([1L, 2L], node.Messages.Row(id).Ended.Select(attempt => attempt.Epoch));
        Assert.True(node.Lanes.Of(TestNode.Acme).Breaker.IsClosed);
    }

    [Fact]
    public async Task Switch_ThatDrains_LeavesTheOldConnectorItsPace()
    {
        await using var node = await TestNode.StartAsync();
        node.Fake.Answer = (_, _, _) => Task.FromResult(AskedToWait);
        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, row => row is { Status: MessageStatus.Retrying, Attempts: 1 });
        node.Dispatcher.Switch(TestNode.Acme, await ActivateAsync(node, QueuePolicy.Drain));
        await node.Messages.WhenAsync(id, row => row is { Status: MessageStatus.Retrying, Attempts: 2 });
        await node.StopAsync();

        Assert.Equal([1L, 1L], node.Messages.Row(id).Ended.Select(attempt => attempt.Epoch));
        Assert.Equal(2, node.Fake.Sent.Count(send => send.Host == "acme"));
        Assert.Equal(node.Time.GetUtcNow().AddMinutes(5), node.Messages.Row(id).DueAt);
    }

    [Fact]
    public async Task Switch_ThatHolds_HoldsWhatWaits()
    {
        await using var node = await TestNode.StartAsync();
        node.Fake.Answer = (_, _, _) => Task.FromResult(AskedToWait);
        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, MessageStatus.Retrying);
        using var waiter = node.Watch.TryWatch(TestNode.Acme, id);
        node.Dispatcher.Switch(TestNode.Acme, await ActivateAsync(node, QueuePolicy.Hold));
        await node.Messages.WhenAsync(id, MessageStatus.Held);

        Assert.Equal(HoldReasons.SwitchHold, node.Messages.Row(id).Reason);
        await (waiter ?? throw new InvalidOperationException("No waiter.")).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Moved_ToAConnectorThatCannotExpressIt_IsHeldUntilOneCan()
    {
        await using var node = await TestNode.StartAsync();
        node.Fake.Answer = (send, _, _) => Task.FromResult(send.Host == "acme" ? AskedToWait : Outcome.Accepted("250"));
        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, MessageStatus.Retrying);
        using var waiter = node.Watch.TryWatch(TestNode.Acme, id);

        node.Dispatcher.Switch(TestNode.Acme, await ActivateAsync(node, config: TestTenants.Config("narrow", usages: "BindMfa")));
        await node.Messages.WhenAsync(id, MessageStatus.Held);
        Assert.Equal("template_not_found", node.Messages.Row(id).Reason);
        Assert.DoesNotContain(node.Fake.Sent, send => send.Host == "narrow");
        await (waiter ?? throw new InvalidOperationException("No waiter.")).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(0, await node.Messages.ResumeHeldAsync(node.Time.GetUtcNow(), 10, CancellationToken.None));
        await ActivateAsync(node);
        Assert.Equal(1, await node.Messages.ResumeHeldAsync(node.Time.GetUtcNow(), 10, CancellationToken.None));
        Assert.Equal(MessageStatus.Retrying, node.Messages.Row(id).Status);
    }

    private static async Task<long> ActivateAsync(TestNode node, QueuePolicy queued = QueuePolicy.Move, JsonElement? config = null)
    {
        var tenant = await node.Tenants.FindAsync();
        var added = await TestTenants.AddAsync(tenant, config ?? TestTenants.Config("better"));
        var activated = await tenant.ActivateAsync(new ActivationRequest(added, Queued: queued, ForceReason: "a test"), TestTenants.By, CancellationToken.None);
        Assert.True(activated.IsOk, activated.Problem?.Detail);
        return activated.Value.Epoch;
    }
}
