using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Delivery;

public sealed class DispatcherWindowTests
{
    [Fact]
    public async Task ConnectorThatFails_WhereMemoryIsShort_LeavesItsMailInTheStore()
    {
        await using var node = await TestNode.StartAsync(options => (options.NodeWindow, options.TenantWindow, options.BreakerThreshold) = (400, 400, 1), """{ "delivery": { "concurrency": 1 } }""");
        var gate = new TaskCompletionSource();
        node.Fake.Answer = async (_, _, _) =>
        {
            await gate.Task;
            return Outcome.Deferred(FaultScope.Connector, "535");
        };
        for (var i = 0; i < 30; i++)
        {
            await node.SendAsync();
        }

        var others = 0;
        for (var tenant = 0; others < 200; tenant++)
        {
            for (var i = 0; i < 10 && node.Dispatcher.TryHold(Tenants.TenantId.Parse($"other-{tenant}")); i++)
            {
                others++;
            }
        }

        var leased = node.Messages.Rows.Count(row => row.Status == MessageStatus.Queued && row.Lease is not null);
        Assert.InRange(leased, 20, 29);
        gate.SetResult();
        await node.Messages.WhenAllAsync(rows => rows.Count(row => row.Lease is not null) <= 8);
        await node.StopAsync();

        Assert.Equal(400 - others, node.Lanes.Room + node.Lanes.Of(TestNode.Acme).Held);
    }

    [Fact]
    public async Task Release_ThatFailsHalfWay_GivesNothingBackTwice()
    {
        const int Step = 256;
        await using var node = new TestNode();
        await node.AddTenantAsync("acme", """{ "delivery": { "concurrency": 1 } }""");
        var gate = new TaskCompletionSource();
        node.Fake.Answer = async (_, _, _) =>
        {
            await gate.Task;
            return Outcome.Accepted("250");
        };
        for (var i = 0; i <= Step + 10; i++)
        {
            await node.SendAsync();
        }

        var waiting = node.Messages.Rows.Where(row => row.Status == MessageStatus.Queued).ToList();
        var calls = 0;
        node.Messages.Before = name => name == "release" && ++calls == 2 ? throw new StoreUnavailableException("Not now.") : Task.CompletedTask;
        node.Dispatcher.Release([.. waiting.Select(row => new QueuedMessage(
            row.Message.Id, row.Message.Tenant, row.Message.UsageType, row.Message.CreatedAt, row.Message.ExpiresAt, row.Message.CreatedAt, row.Message.OnUnknown, 0))]);
        await node.Messages.WhenAllAsync(rows => rows.Count(row => row.Status == MessageStatus.Queued && row.Lease is null) == Step);
        await node.Time.WhenTimersAsync(1);
        var again = await node.Messages.LeaseDueAsync(
            node.Lease, node.Time.GetUtcNow().AddSeconds(1), new HashSet<Tenants.TenantId>(), Step, Step, TestContext.Current.CancellationToken);

        node.Time.Advance(TimeSpan.FromSeconds(2));
        await node.Messages.WhenAllAsync(rows => rows.Count(row => row.Status == MessageStatus.Queued && row.Lease is null) == waiting.Count - Step);

        Assert.Equal(Step, again.Count);
        Assert.All(again, message => Assert.Equal(node.Lease, node.Messages.Row(message.Id).Lease));
        gate.SetResult();
    }
}
