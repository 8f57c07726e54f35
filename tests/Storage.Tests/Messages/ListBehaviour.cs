using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Storage.Messages;

public abstract class ListBehaviour : MessageBehaviour
{
    [Fact]
    public async Task List_ByEachFilter_NewestFirstInCommitOrder()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var other = await AddActiveTenantAsync("other");
        NewMessage[] messages =
        [
            NewMessage(tenant) with { CreatedAt = Now.AddMinutes(2) },
            NewMessage(tenant, "bob@example.com"),
            NewMessage(tenant) with { UsageType = UsageType.Register },
            NewMessage(tenant) with { StartNow = true },
            NewMessage(tenant) with { StartNow = true },
        ];
        foreach (var message in messages)
        {
            await InsertAsync(message);
        }

        await InsertAsync(NewMessage(other));
        await RecordAsync(messages[3], MessageStatus.Failed);

        await Expect(new MessageFilter(), 4, 3, 2, 1, 0);
        await Expect(new MessageFilter(RecipientKey: "bob@example.com"), 1);
        await Expect(new MessageFilter(Status: MessageStatus.Queued), 2, 1, 0);
        await Expect(new MessageFilter(Status: MessageStatus.Failed), 3);
        await Expect(new MessageFilter(Status: MessageStatus.Sending), 4);
        await Expect(new MessageFilter(UsageType: "Register"), 2);
        await Expect(new MessageFilter(From: Now.AddMinutes(1)), 0);
        await Expect(new MessageFilter(Until: Now.AddMinutes(1)), 4, 3, 2, 1);
        await Expect(new MessageFilter("ann@example.com", MessageStatus.Queued, "SignIn", Now, Now.AddHours(1)), 0);

        var page = await Messages.ListAsync(tenant.Id, new MessageFilter(), null, 2, Token);
        var next = await Messages.ListAsync(tenant.Id, new MessageFilter(), page.Next, 2, Token);
        Assert.Equal([messages[2].Id, messages[1].Id], next.Items.Select(message => message.Id));
        Assert.Null((await Messages.ListAsync(tenant.Id, new MessageFilter(), next.Next, 2, Token)).Next);

        async Task Expect(MessageFilter filter, params int[] expected) => Assert.Equal(
            expected.Select(index => messages[index].Id),
            (await Messages.ListAsync(tenant.Id, filter, null, 10, Token)).Items.Select(message => message.Id));
    }

    [Fact]
    public async Task Depth_CountsEachState_AndTheOldestThatWaits()
    {
        var tenant = await AddActiveTenantAsync("acme");
        Assert.Equal(new QueueDepth(0, 0, 0, 0, 0, null), await Messages.DepthAsync(tenant.Id, Token));

        NewMessage sending = NewMessage(tenant) with { StartNow = true }, retrying = NewMessage(tenant) with { StartNow = true, CreatedAt = Now.AddSeconds(-9) };
        NewMessage unknown = NewMessage(tenant) with { StartNow = true }, sent = NewMessage(tenant) with { StartNow = true };
        foreach (var message in new[] { sending, retrying, unknown, sent, NewMessage(tenant), NewMessage(tenant) })
        {
            await InsertAsync(message);
        }

        await RecordAsync(retrying, MessageStatus.Retrying, due: Now);
        await RecordAsync(unknown, MessageStatus.Unknown);
        await RecordAsync(sent, MessageStatus.Sent);

        Assert.Equal(new QueueDepth(2, 1, 0, 1, 1, Now.AddSeconds(-9)), await Messages.DepthAsync(tenant.Id, Token));
    }
}
