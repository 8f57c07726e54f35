using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Messages;

public abstract class ReclaimBehaviour : MessageBehaviour
{
    [Fact]
    public async Task Reclaim_TakesBackWhatThisLifeHasLost_AndNothingElse()
    {
        var tenant = await AddActiveTenantAsync("acme");
        NewMessage waiting = NewMessage(tenant), minded = NewMessage(tenant), elsewhere = NewMessage(tenant) with { Lease = new NodeLease("node-2", "life-1") };
        var sending = NewMessage(tenant) with { StartNow = true };
        var ask = sending with { Id = MessageId.New(TimeProvider.System), OnUnknown = UnknownPolicy.Ask };
        var giveUp = sending with { Id = MessageId.New(TimeProvider.System), OnUnknown = UnknownPolicy.GiveUp };
        var mindedSending = sending with { Id = MessageId.New(TimeProvider.System) };
        var recent = sending with { Id = MessageId.New(TimeProvider.System), CreatedAt = Now.AddSeconds(60) };
        foreach (var message in new[] { waiting, minded, elsewhere, sending, ask, giveUp, mindedSending, recent })
        {
            await InsertAsync(message);
        }

        HashSet<MessageId> here = [minded.Id, mindedSending.Id];
        Assert.Equal((3, 1), await ReclaimAsync(here));
        Assert.Equal((0, 0), await ReclaimAsync(here));

        var found = await FindAsync(sending);
        Assert.Equal((MessageStatus.Unknown, "node_lost", Now.AddSeconds(90)), (found.Status, found.Reason, found.DueAt));
        Assert.Equal("node_lost", Assert.Single(found.Attempts).Code);
        Assert.Equal((MessageStatus.Unknown, null), (await FindAsync(ask)) is var asking ? (asking.Status, asking.DueAt) : default);
        Assert.Equal(MessageStatus.Failed, await StatusAsync(giveUp));
        Assert.Equal(MessageStatus.Sending, await StatusAsync(recent));
        Assert.True(await RecordAsync(mindedSending, MessageStatus.Sent));
        Assert.Equal(StartResult.Started, (await StartAsync(minded)).Result);
        Assert.Equal(StartResult.Refused, (await StartAsync(waiting)).Result);
        Assert.Equal(waiting.Id, Assert.Single(await LeaseAsync()).Id);
    }

    [Fact]
    public async Task Reclaim_GoesInSteps()
    {
        var tenant = await AddActiveTenantAsync("acme");
        for (var i = 0; i < 5; i++)
        {
            await InsertAsync(NewMessage(tenant));
        }

        Assert.Equal((0, 3), await ReclaimAsync([], 3));
        Assert.Equal((0, 2), await ReclaimAsync([], 3));
    }

    [Fact]
    public async Task Reclaim_OfWhatIsTakenMeanwhile_LeavesIt()
    {
        var message = NewMessage(await AddActiveTenantAsync("acme"));
        await InsertAsync(message);
        var asked = 0;

        await Messages.ReclaimAsync(Node, _ => ++asked > 1, Now, Now, 100, Token);
        await ReclaimAsync([message.Id]);

        Assert.InRange(asked, 1, 2);
        Assert.Equal(asked > 1 ? StartResult.Started : StartResult.Refused, (await StartAsync(message)).Result);
    }

    private Task<(int Unknown, int Unleased)> ReclaimAsync(HashSet<MessageId> here, int limit = 100) =>
        Messages.ReclaimAsync(Node, here.Contains, Now.AddSeconds(50), Now.AddSeconds(90), limit, Token);
}
