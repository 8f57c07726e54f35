using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>What an activation, a deletion or a lost caller between check and commit makes of a message.</summary>
public sealed class IntakeTests
{
    [Fact]
    public async Task Activation_BetweenCheckAndCommit_PutsTheMessageOnTheNewEpoch()
    {
        await using var node = await TestNode.StartAsync();
        await using var other = new TestTenants(sameInstallation: node.Tenants);
        Once(node, "insert", () => ActivateAsync(other));

        var accepted = await node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), CancellationToken.None);

        Assert.Equal(2, accepted.Value?.Epoch);
        await node.Messages.WhenAsync(accepted.Value!.Id, MessageStatus.Sent);
        Assert.Equal("better", Assert.Single(node.Fake.Sent).Host);
        await node.StopAsync();
        Assert.Equal(0, node.Lanes.Active);
    }

    [Fact]
    public async Task Tenant_DeletedBetweenCheckAndCommit_TakesNothing()
    {
        await using var node = await TestNode.StartAsync();
        Once(node, "insert", async () => Assert.True(
            (await (await node.Tenants.FindAsync()).DeleteAsync("a test", TestTenants.By, CancellationToken.None)).IsOk));

        var refused = await node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), CancellationToken.None);

        Assert.Equal(ProblemCode.NotFound, refused.Problem?.Code);
        Assert.Empty(node.Messages.Rows);
        Assert.Equal(0, node.Lanes.Active);
    }

    [Fact]
    public async Task Connector_DeletedBetweenCheckAndCommit_TakesNothing()
    {
        await using var node = await TestNode.StartAsync();
        Once(node, "insert", async () => Assert.True(
            (await (await node.Tenants.FindAsync()).DeleteConnectorAsync("a test", TestTenants.By, CancellationToken.None)).IsOk));

        var refused = await node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), CancellationToken.None);

        Assert.Equal(ProblemCode.ConnectorNotConfigured, refused.Problem?.Code);
        Assert.Empty(node.Messages.Rows);
        Assert.Equal(0, node.Lanes.Active);
    }

    [Fact]
    public async Task Caller_GoneWhileTheInsertIsUnderWay_LeavesAMessageThatIsSeenTo()
    {
        await using var node = await TestNode.StartAsync();
        using var gone = new CancellationTokenSource();
        Once(node, "insert", () => gone.CancelAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), gone.Token));

        await node.Messages.WhenAsync(Assert.Single(node.Messages.Rows).Message.Id, MessageStatus.Sent);
        await node.StopAsync();
        Assert.Equal(0, node.Lanes.Active);
    }

    [Fact]
    public async Task Content_ThatCannotBeWrittenDown_KeepsNoSlot()
    {
        await using var node = await TestNode.StartAsync();
        var request = TestNode.Request() with { Payload = JsonDocument.Parse("""{ "code": "123456", "half": "\ud83d" }""").RootElement };

        await Assert.ThrowsAsync<JsonException>(() => node.Intake.AcceptAsync(TestNode.Acme, request, CancellationToken.None));

        Assert.Equal(0, node.Lanes.Active);
        Assert.Empty(node.Messages.Rows);
    }

    [Fact]
    public async Task Store_Down_GivesBackWhatWasTaken()
    {
        await using var node = await TestNode.StartAsync();
        node.Messages.IsDown = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), CancellationToken.None));

        Assert.Equal(0, node.Lanes.Active);
        Assert.Equal(node.Options.NodeWindow, node.Lanes.Room);
    }

    [Fact]
    public async Task Snapshot_OlderThanWhatAnotherNodeActivated_RefusesNothing()
    {
        await using var node = new TestNode();
        await node.Tenants.CreateAsync();
        await using var other = new TestTenants(sameInstallation: node.Tenants);
        await ActivateAsync(other);

        var accepted = await node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), CancellationToken.None);

        Assert.True(accepted.IsOk, accepted.Problem?.Detail);
        Assert.Equal(1, accepted.Value.Epoch);
    }

    [Fact]
    public async Task Superseded_EndsItsWait()
    {
        await using var node = await TestNode.StartAsync(options => options.Concurrency = 1);
        var gate = new TaskCompletionSource();
        node.Fake.Answer = async (_, _, _) =>
        {
            await gate.Task;
            return Outcome.Accepted("250");
        };
        await node.SendAsync();
        var older = await node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), CancellationToken.None);
        using var waiter = node.Watch.TryWatch(TestNode.Acme, older.Value!.Id) ?? throw new InvalidOperationException("No place.");
        await node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), CancellationToken.None);

        await waiter.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        gate.SetResult();
    }

    private static void Once(TestNode node, string operation, Func<Task> action)
    {
        var done = 0;
        node.Messages.Before = name => name == operation && Interlocked.Exchange(ref done, 1) == 0 ? action() : Task.CompletedTask;
    }

    private static async Task ActivateAsync(TestTenants tenants)
    {
        var tenant = await tenants.FindAsync();
        var added = await TestTenants.AddAsync(tenant, TestTenants.Config("better"));
        Assert.True((await tenant.ActivateAsync(new ActivationRequest(added, ForceReason: "a test"), TestTenants.By, CancellationToken.None)).IsOk);
    }
}
