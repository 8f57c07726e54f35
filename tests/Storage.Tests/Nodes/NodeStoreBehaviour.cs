using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Storage.Messages;

namespace EmailPlatform.Storage.Nodes;

public abstract class NodeStoreBehaviour : MessageBehaviour
{
    protected INodeStore Nodes => Get<INodeStore>();

    protected static NodeRegistration Registration(NodeLease lease, string runtime = "direct") => new(lease, "all", runtime, "1.2.3");

    [Fact]
    public async Task Node_ThatRegistered_IsListedAlive()
    {
        await Nodes.RegisterAsync(Registration(Node), Token);

        var node = Assert.Single(await Nodes.ListAsync(Token));
        Assert.Equal(
            ("node-1", "life-1", "all", "direct", "1.2.3", true, 0, 0),
            (node.Name, node.Incarnation, node.Role, node.Runtime, node.Version, node.IsAlive, node.Leased, node.Sending));
        Assert.InRange(node.HeartbeatAt, node.StartedAt, node.StartedAt.AddMinutes(1));
    }

    [Fact]
    public async Task Heartbeat_OfALivingNode_MovesOn()
    {
        await Nodes.RegisterAsync(Registration(Node), Token);
        var before = Assert.Single(await Nodes.ListAsync(Token));
        Assert.True(await Nodes.HeartbeatAsync(Node, Token));

        var after = Assert.Single(await Nodes.ListAsync(Token));
        Assert.Equal(before.StartedAt, after.StartedAt);
        Assert.True(after.HeartbeatAt >= before.HeartbeatAt);
        Assert.Empty(await Nodes.EndExpiredAsync(Token));
    }

    [Fact]
    public async Task Heartbeat_OfALifeThatEnded_ChangesNothing()
    {
        await Nodes.RegisterAsync(Registration(Node), Token);
        await Nodes.LeaveAsync(Node, Token);
        await Nodes.LeaveAsync(Node, Token);

        Assert.False(await Nodes.HeartbeatAsync(Node, Token));
        Assert.False(await Nodes.HeartbeatAsync(NextLife, Token));
        Assert.Empty(await Nodes.ListAsync(Token));
    }

    [Fact]
    public async Task Node_ThatLeft_BeginsAgainAtOnce()
    {
        await Nodes.RegisterAsync(Registration(Node), Token);
        await Nodes.LeaveAsync(Node, Token);
        await Nodes.RegisterAsync(Registration(NextLife), Token);

        Assert.False(await Nodes.HeartbeatAsync(Node, Token));
        Assert.True(await Nodes.HeartbeatAsync(NextLife, Token));
        Assert.Equal("life-2", Assert.Single(await Nodes.ListAsync(Token)).Incarnation);
    }

    [Fact]
    public async Task Node_IsListedWithWhatItHolds_UntilThatIsTakenBack()
    {
        await Nodes.RegisterAsync(Registration(Node), Token);
        var tenant = await AddActiveTenantAsync("acme");
        await InsertAsync(NewMessage(tenant, "a@example.com") with { StartNow = true });
        await InsertAsync(NewMessage(tenant, "b@example.com"));
        await InsertAsync(NewMessage(tenant, "c@example.com"));
        await InsertAsync(NewMessage(tenant, "d@example.com") with { Lease = null });
        Assert.Equal((3, 1, true), Counts(Assert.Single(await Nodes.ListAsync(Token))));

        await Nodes.LeaveAsync(Node, Token);
        Assert.Equal((3, 1, false), Counts(Assert.Single(await Nodes.ListAsync(Token))));

        await Nodes.RegisterAsync(Registration(NextLife), Token);
        Assert.Equal(["life-1", "life-2"], (await Nodes.ListAsync(Token)).Select(node => node.Incarnation));
        Assert.Equal((1, 2), await Messages.RecoverAsync(NextLife, Now, Token));
        Assert.Equal((0, 0, true), Counts(Assert.Single(await Nodes.ListAsync(Token))));
    }

    private static (long Leased, long Sending, bool IsAlive) Counts(NodeView node) => (node.Leased, node.Sending, node.IsAlive);
}
