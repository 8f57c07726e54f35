using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Messages;

public abstract class InsertBehaviour : MessageBehaviour
{
    [Fact]
    public async Task Insert_Queued_ReadsAsWrittenAfterReopening()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var message = NewMessage(tenant);

        var outcome = await Messages.InsertAsync(message, Token);
        Assert.Equal((true, 1L, 1), (outcome.Inserted, outcome.Epoch, outcome.Revision));
        await ReopenAsync();

        var found = await FindAsync(message);
        Assert.Equal(
            new Message(
                message.Id, tenant.Id, found.Sequence, UsageType.SignIn, "ann@example.com", "en", """{"a":1}""", MessageStatus.Queued, null, 1, Now, Now.AddMinutes(10), Now, Now, found.Attempts),
            found);
        Assert.Empty(found.Attempts);
        Assert.Null(await Messages.FindAsync(TenantId.Parse("other"), message.Id, Token));
    }

    [Fact]
    public async Task Insert_ThatStarts_IsSendingOnTheEpochReturned()
    {
        var tenant = await ActivateAsync(await AddActiveTenantAsync("acme"));
        var message = NewMessage(tenant) with { StartNow = true };

        var outcome = await Messages.InsertAsync(message, Token);

        Assert.Equal((2L, 2), (outcome.Epoch, outcome.Revision));
        Assert.Equal(MessageStatus.Sending, await StatusAsync(message));
        Assert.Equal(StartResult.Refused, (await StartAsync(message)).Result);
        Assert.True(await RecordAsync(message, MessageStatus.Sent));
        var attempt = Assert.Single((await FindAsync(message)).Attempts);
        Assert.Equal(NewAttempt(1), attempt);
    }

    [Fact]
    public async Task Insert_ValidatedAgainstAnotherVersion_WritesNothing()
    {
        var before = await AddActiveTenantAsync("acme");
        var message = NewMessage(before);
        var after = await ActivateAsync(before);

        Assert.False((await Messages.InsertAsync(message, Token)).Inserted);
        Assert.Null(await Messages.FindAsync(message.Tenant, message.Id, Token));

        var outcome = await Messages.InsertAsync(message with { ExpectedVersion = after.Version }, Token);
        Assert.Equal((true, 2L, 2), (outcome.Inserted, outcome.Epoch, outcome.Revision));
    }

    [Fact]
    public async Task Insert_ForADeletedTenant_WritesNothing()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var deleted = tenant with { Version = tenant.Version + 1, DeletedAt = Now };
        await Tenants.TryWriteAsync(new TenantChange(tenant.Version, deleted, Entry(tenant.Id)), Token);

        Assert.False((await Messages.InsertAsync(NewMessage(deleted), Token)).Inserted);
    }

    [Fact]
    public async Task Inserts_WhileConnectorsSwitch_HaveTheEpochOfTheirVersion()
    {
        var state = await AddActiveTenantAsync("acme");
        var newest = state;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var inserting = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var inserted = 0;
            do
            {
                var seen = Volatile.Read(ref newest);
                var outcome = await Messages.InsertAsync(NewMessage(seen), Token);
                if (outcome.Inserted)
                {
                    Assert.Equal((seen.Epoch, seen.ActiveRevision), (outcome.Epoch, outcome.Revision));
                    inserted++;
                }
                else
                {
                    // Refused only because a switch was committed after it was read.
                    Assert.True((await Tenants.FindAsync(seen.Id, Token))?.Version > seen.Version);
                }
            }
            while (!stop.IsCancellationRequested || inserted == 0);

            return inserted;
        })).ToList();

        for (var i = 0; i < 50; i++)
        {
            state = await ActivateAsync(state);
            var late = NewMessage(newest);
            Assert.False((await Messages.InsertAsync(late, Token)).Inserted, "A message went out on the epoch before.");
            Volatile.Write(ref newest, state);
            Assert.Equal(state.Epoch, (await Messages.InsertAsync(NewMessage(state), Token)).Epoch);
        }

        await stop.CancelAsync();
        var inserts = 50 + (await Task.WhenAll(inserting)).Sum();
        Assert.Equal(inserts, (await Messages.ListAsync(state.Id, new MessageFilter(), null, 1_000_000, Token)).Items.Count);
    }

    [Fact]
    public async Task Insert_Repeated_IsOneMessageWithTheFirstAnswer()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var message = NewMessage(tenant) with { StartNow = true, Supersedes = true };
        var first = await Messages.InsertAsync(message, Token);
        await ActivateAsync(tenant);

        var again = await Messages.InsertAsync(message, Token);

        Assert.Equal((true, first.Epoch, first.Revision), (again.Inserted, again.Epoch, again.Revision));
        Assert.Single((await Messages.ListAsync(tenant.Id, new MessageFilter(), null, 10, Token)).Items);
        Assert.Equal(MessageStatus.Sending, await StatusAsync(message));
    }

    [Fact]
    public async Task Insert_WithoutAConnector_IsQueuedNotSending()
    {
        var tenant = await AddTenantAsync("acme");
        var message = NewMessage(tenant) with { StartNow = true };

        var outcome = await Messages.InsertAsync(message, Token);

        Assert.Equal((true, 0L, null), (outcome.Inserted, outcome.Epoch, outcome.Revision));
        Assert.Equal(MessageStatus.Queued, await StatusAsync(message));
        Assert.Equal(StartResult.Held, (await StartAsync(message)).Result);
    }

    [Fact]
    public async Task Supersede_EndsWhatStillWaits_AndNothingElse()
    {
        var tenant = await AddActiveTenantAsync("acme");
        NewMessage queued = NewMessage(tenant), retrying = NewMessage(tenant), sending = NewMessage(tenant), sent = NewMessage(tenant), unknown = NewMessage(tenant), asking = NewMessage(tenant);
        var otherUsage = NewMessage(tenant) with { UsageType = UsageType.Register };
        var otherRecipient = NewMessage(tenant, "bob@example.com");
        foreach (var message in new[] { queued, retrying, sending, sent, unknown, asking, otherUsage, otherRecipient })
        {
            await InsertAsync(message);
        }

        foreach (var message in new[] { retrying, sending, sent, unknown, asking })
        {
            await StartAsync(message);
        }

        await RecordAsync(retrying, MessageStatus.Retrying, due: Now.AddSeconds(3));
        await RecordAsync(sent, MessageStatus.Sent);
        await RecordAsync(unknown, MessageStatus.Unknown, due: Now.AddSeconds(3));
        await RecordAsync(asking, MessageStatus.Unknown);

        var newer = NewMessage(tenant) with { Supersedes = true };
        var outcome = await Messages.InsertAsync(newer, Token);

        Assert.Equivalent(new[] { queued.Id, retrying.Id, unknown.Id }, outcome.Superseded);
        Assert.Equal(3, outcome.Superseded?.Count);
        Assert.Equal(MessageStatus.Superseded, await StatusAsync(queued));
        Assert.Equal(MessageStatus.Sending, await StatusAsync(sending));
        Assert.Equal(MessageStatus.Sent, await StatusAsync(sent));
        Assert.Equal(MessageStatus.Unknown, await StatusAsync(asking));
        Assert.Equal(MessageStatus.Queued, await StatusAsync(otherUsage));
        Assert.Equal(MessageStatus.Queued, await StatusAsync(otherRecipient));
        Assert.Equal(MessageStatus.Queued, await StatusAsync(newer));
        Assert.Equal(StartResult.Refused, (await StartAsync(queued)).Result);
        Assert.Equal(StartResult.Refused, (await StartAsync(unknown)).Result);
    }

    [Fact]
    public async Task Supersede_OfOneBeingSent_TakesEffectWhenItWouldWaitAgain()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var older = NewMessage(tenant) with { StartNow = true };
        await InsertAsync(older);
        await InsertAsync(NewMessage(tenant) with { Supersedes = true });

        Assert.True(await RecordAsync(older, MessageStatus.Retrying, due: Now.AddSeconds(3)));

        var found = await FindAsync(older);
        Assert.Equal((MessageStatus.Superseded, null), (found.Status, found.DueAt));
        Assert.Null(Assert.Single(found.Attempts).NextAttemptAt);
    }
}
