using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;

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
}
