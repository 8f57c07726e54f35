using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Messages;

public abstract class ExpiryBehaviour : MessageBehaviour
{
    [Fact]
    public async Task Expire_EndsWhatWaits_ErasesWhatIsInDoubt()
    {
        var state = await AddActiveTenantAsync("acme");
        NewMessage queued = NewMessage(state), retrying = NewMessage(state), failed = NewMessage(state), unknown = NewMessage(state), sending = NewMessage(state), held = NewMessage(state);
        foreach (var message in new[] { queued, retrying, failed, unknown, sending, held })
        {
            await InsertAsync(message);
        }

        foreach (var message in new[] { retrying, failed, unknown, sending })
        {
            await StartAsync(message);
        }

        await RecordAsync(retrying, MessageStatus.Retrying, due: Now.AddSeconds(1));
        await RecordAsync(failed, MessageStatus.Failed);
        await RecordAsync(unknown, MessageStatus.Unknown, due: Now.AddSeconds(1));
        await ActivateAsync(state, QueuePolicy.Hold);
        await StartAsync(held);

        Assert.Equal(0, await Messages.ExpireAsync(queued.ExpiresAt.AddTicks(-10), 100, Token));
        Assert.Equal(3, await Messages.ExpireAsync(queued.ExpiresAt, 3, Token));
        Assert.Equal(2, await Messages.ExpireAsync(queued.ExpiresAt, 3, Token));
        Assert.Equal(0, await Messages.ExpireAsync(queued.ExpiresAt, 3, Token));

        foreach (var message in new[] { queued, retrying, held })
        {
            var found = await FindAsync(message);
            Assert.Equal((MessageStatus.Expired, queued.ExpiresAt, null), (found.Status, found.StatusAt, found.DueAt));
        }

        Assert.Equal(MessageStatus.Failed, await StatusAsync(failed));
        Assert.Equal((MessageStatus.Unknown, null), (await FindAsync(unknown)) is var doubt ? (doubt.Status, doubt.DueAt) : default);
        Assert.Equal(MessageStatus.Sending, await StatusAsync(sending));
        Assert.Equal(StartResult.Refused, (await StartAsync(queued)).Result);
    }
}
