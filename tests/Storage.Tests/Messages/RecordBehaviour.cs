using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Storage.Messages;

public abstract class RecordBehaviour : MessageBehaviour
{
    [Fact]
    public async Task Record_OutsideItsFence_WritesNothing()
    {
        var message = NewMessage(await AddActiveTenantAsync("acme"));
        await InsertAsync(message);
        Assert.False(await RecordAsync(message, MessageStatus.Sent));
        await StartAsync(message);

        Assert.False(await RecordAsync(message, MessageStatus.Sent, attempt: 2));
        Assert.False(await RecordAsync(message, MessageStatus.Sent, lease: NextLife));
        Assert.False(await RecordAsync(message, MessageStatus.Sent, lease: Node with { Node = "node-2" }));
        Assert.Equal(MessageStatus.Sending, await StatusAsync(message));
        Assert.Empty((await FindAsync(message)).Attempts);

        Assert.True(await RecordAsync(message, MessageStatus.Sent));
        Assert.False(await RecordAsync(message, MessageStatus.Failed));
        Assert.Equal(MessageStatus.Sent, await StatusAsync(message));
    }

    [Fact]
    public async Task Record_ThatCannotBe_IsRefused()
    {
        var message = NewMessage(await AddActiveTenantAsync("acme"));
        await Assert.ThrowsAsync<ArgumentException>(() => RecordAsync(message, MessageStatus.Sending));
        await Assert.ThrowsAsync<ArgumentException>(() => RecordAsync(message, MessageStatus.Sent, due: Now));
        await Assert.ThrowsAsync<ArgumentException>(() => RecordAsync(message, MessageStatus.Queued));
    }

    [Fact]
    public async Task Record_DueAgain_StaysLeasedUntilReleased()
    {
        var message = NewMessage(await AddActiveTenantAsync("acme"));
        await InsertAsync(message);
        await StartAsync(message);
        await Messages.ReleaseAsync([message.Id], Node, Token);
        Assert.True(await RecordAsync(message, MessageStatus.Retrying, due: Now));
        Assert.Empty(await LeaseAsync());

        await Messages.ReleaseAsync([message.Id], NextLife, Token);
        Assert.Empty(await LeaseAsync());
        await Messages.ReleaseAsync([message.Id], Node, Token);
        var leased = Assert.Single(await LeaseAsync());
        Assert.Equal(
            new QueuedMessage(message.Id, message.Tenant, message.UsageType, Now, message.ExpiresAt, Now, message.OnUnknown, 1), leased);
    }

    [Fact]
    public async Task Records_OfManyAtOnce_AllStand()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var messages = Enumerable.Range(0, 300).Select(i => NewMessage(tenant, $"user{i}@example.com") with { StartNow = true }).ToList();

        var done = await Task.WhenAll(messages.Select(message => Task.Run(async () =>
        {
            await Messages.InsertAsync(message, Token);
            return await RecordAsync(message, MessageStatus.Sent);
        })));

        Assert.All(done, Assert.True);
        await ReopenAsync();
        var all = (await Messages.ListAsync(tenant.Id, new MessageFilter(Status: MessageStatus.Sent), null, 1000, Token)).Items;
        Assert.Equal(300, all.Count);
        Assert.Equal(all.OrderByDescending(message => message.Sequence), all);
    }
}
