using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Messages;

public abstract class StartBehaviour : MessageBehaviour
{
    public static TheoryData<string, long?> Switches => new()
    {
        // The policies of epochs 2, 3 … after a message of epoch 1, and the epoch that it goes out on (null: held).
        { "", 1 },
        { "move", 2 },
        { "drain", 1 },
        { "hold", null },
        { "move move", 3 },
        { "drain move", 3 },
        { "move drain", 2 },
        { "drain drain", 1 },
        { "move hold", null },
        { "drain hold", null },
        { "hold move", 3 },
        { "hold drain", 3 },
        { "hold hold", null },
        { "hold drain drain", 3 },
        { "hold drain hold", null },
        { "drain hold move drain", 4 },
    };

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Start_AfterSwitches_FollowsTheirPolicies(string policies, long? epoch)
    {
        var state = await AddActiveTenantAsync("acme");
        var message = NewMessage(state);
        await InsertAsync(message);
        foreach (var policy in policies.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            state = await ActivateAsync(state, Enum.Parse<QueuePolicy>(policy, ignoreCase: true));
        }

        var start = await StartAsync(message);

        if (epoch is { } on)
        {
            Assert.Equal((StartResult.Started, 1, on, (int)on), (start.Result, start.Attempt, start.Epoch, start.Revision));
            Assert.Equal([7, 8, 9], start.SealedContent);
            Assert.Equal(MessageStatus.Sending, await StatusAsync(message));
        }
        else
        {
            Assert.Equal(StartResult.Held, start.Result);
            var found = await FindAsync(message);
            Assert.Equal((MessageStatus.Held, HoldReasons.SwitchHold, null), (found.Status, found.Reason, found.DueAt));
        }
    }

    [Fact]
    public async Task Start_ByAnotherNodeOrLife_IsRefused()
    {
        var message = NewMessage(await AddActiveTenantAsync("acme"));
        await InsertAsync(message);

        Assert.Equal(StartResult.Refused, (await StartAsync(message, new NodeLease("node-2", Node.Incarnation))).Result);
        Assert.Equal(StartResult.Refused, (await StartAsync(message, NextLife)).Result);
        Assert.Equal(StartResult.Refused, (await Messages.StartAsync(TenantId.Parse("other"), message.Id, Node, Now, Token)).Result);
        Assert.Equal(MessageStatus.Queued, await StatusAsync(message));
        Assert.Equal(StartResult.Started, (await StartAsync(message)).Result);
    }

    [Fact]
    public async Task Start_TwiceOrPastExpiry_IsRefused()
    {
        var tenant = await AddActiveTenantAsync("acme");
        var message = NewMessage(tenant);
        await InsertAsync(message);
        Assert.Equal(StartResult.Refused, (await StartAsync(message, at: message.ExpiresAt)).Result);

        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => StartAsync(message))));
        Assert.Equal(1, starts.Count(start => start.Result == StartResult.Started));
    }

    [Fact]
    public async Task Start_AfterADeferral_CountsAttempts()
    {
        var message = NewMessage(await AddActiveTenantAsync("acme"));
        await InsertAsync(message);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(attempt, (await StartAsync(message)).Attempt);
            Assert.True(await RecordAsync(message, MessageStatus.Retrying, attempt, Now.AddSeconds(attempt), reason: "deferred"));
        }

        var found = await FindAsync(message);
        Assert.Equal([1, 2, 3], found.Attempts.Select(attempt => attempt.Number));
        Assert.Equal((MessageStatus.Retrying, "deferred", Now.AddSeconds(3)), (found.Status, found.Reason, found.DueAt));
    }

    [Fact]
    public async Task Attempt_ThatStarted_FinishesOnItsEpoch_TheNextMoves()
    {
        var state = await AddActiveTenantAsync("acme");
        var message = NewMessage(state);
        await InsertAsync(message);
        Assert.Equal(1, (await StartAsync(message)).Epoch);
        await ActivateAsync(state);

        Assert.True(await RecordAsync(message, MessageStatus.Retrying, due: Now.AddSeconds(1)));
        Assert.Equal((2L, 2), ((await StartAsync(message)) is var next ? (next.Epoch, next.Revision) : default));
    }

    [Fact]
    public async Task Start_WithoutAConnector_HoldsUntilTheNextActivation()
    {
        var state = await AddActiveTenantAsync("acme");
        var message = NewMessage(state);
        await InsertAsync(message);
        state = await ActivateAsync(state, QueuePolicy.Move, delete: true);

        Assert.Equal(StartResult.Held, (await StartAsync(message)).Result);
        Assert.Equal(HoldReasons.NoConnector, (await FindAsync(message)).Reason);
        Assert.Equal(0, await Messages.ResumeHeldAsync(Now, 100, Token));

        await ActivateAsync(state);
        Assert.Equal(1, await Messages.ResumeHeldAsync(Now, 100, Token));
        Assert.Equal(message.Id, Assert.Single(await LeaseAsync()).Id);
        Assert.Equal(3, (await StartAsync(message)).Epoch);
    }

    [Fact]
    public async Task Start_OnARetiredRevision_Holds()
    {
        var state = await AddActiveTenantAsync("acme");
        var message = NewMessage(state);
        await InsertAsync(message);
        state = await ActivateAsync(state, QueuePolicy.Drain);
        await Tenants.TryWriteAsync(new TenantChange(state.Version, state with { Version = state.Version + 1 }, Entry(state.Id), Retire: 1), Token);

        Assert.Equal(StartResult.Held, (await StartAsync(message)).Result);
        Assert.Equal(HoldReasons.NoConnector, (await FindAsync(message)).Reason);
    }

    [Fact]
    public async Task Start_ForADeletedTenant_HoldsForGood()
    {
        var state = await AddActiveTenantAsync("acme");
        var message = NewMessage(state);
        await InsertAsync(message);
        var deleted = state with { Version = state.Version + 1, DeletedAt = Now };
        await Tenants.TryWriteAsync(new TenantChange(state.Version, deleted, Entry(state.Id)), Token);

        Assert.Equal(StartResult.Held, (await StartAsync(message)).Result);
        Assert.Equal(HoldReasons.TenantDeleted, (await FindAsync(message)).Reason);
        Assert.Equal(0, await Messages.ResumeHeldAsync(Now, 100, Token));
    }

    [Fact]
    public async Task ResumeHeld_GoesInSteps_AndNotAgainstAHold()
    {
        var state = await AddActiveTenantAsync("acme");
        var messages = Enumerable.Range(0, 5).Select(_ => NewMessage(state)).ToList();
        foreach (var message in messages)
        {
            await InsertAsync(message);
        }

        state = await ActivateAsync(state, QueuePolicy.Hold);
        foreach (var message in messages)
        {
            Assert.Equal(StartResult.Held, (await StartAsync(message)).Result);
        }

        Assert.Equal(0, await Messages.ResumeHeldAsync(Now, 100, Token));
        state = await ActivateAsync(state, QueuePolicy.Hold);
        Assert.Equal(0, await Messages.ResumeHeldAsync(Now, 100, Token));
        await ActivateAsync(state, QueuePolicy.Drain);
        Assert.Equal(3, await Messages.ResumeHeldAsync(Now, 3, Token));
        Assert.Equal(2, await Messages.ResumeHeldAsync(Now, 3, Token));
        Assert.Equal(0, await Messages.ResumeHeldAsync(Now, 3, Token));

        Assert.Equal(5, (await LeaseAsync()).Count);
        Assert.All(await Task.WhenAll(messages.Select(message => StartAsync(message))), start => Assert.Equal(4, start.Epoch));
    }

    [Fact]
    public async Task Retrying_WithoutADueTime_WaitsForAnActivation()
    {
        var state = await AddActiveTenantAsync("acme");
        var message = NewMessage(state) with { StartNow = true };
        await InsertAsync(message);
        Assert.True(await RecordAsync(message, MessageStatus.Retrying));
        Assert.Empty(await LeaseAsync());
        Assert.Equal(0, await Messages.ResumeHeldAsync(Now, 100, Token));

        await ActivateAsync(state, QueuePolicy.Drain);
        Assert.Equal(1, await Messages.ResumeHeldAsync(Now, 100, Token));
        Assert.Single(await LeaseAsync());
        Assert.Equal((2, 1L), ((await StartAsync(message)) is var start ? (start.Attempt, start.Epoch) : default));
        Assert.True(await RecordAsync(message, MessageStatus.Retrying, 2));
        Assert.Equal(0, await Messages.ResumeHeldAsync(Now, 100, Token));
    }

    [Theory]
    [InlineData(QueuePolicy.Move, 1)]
    [InlineData(QueuePolicy.Drain, 0)]
    public async Task Retrying_WithoutADueTime_GoesWithTheActivationThatCameDuringItsAttempt(QueuePolicy queued, int resumed)
    {
        var state = await AddActiveTenantAsync("acme");
        var message = NewMessage(state) with { StartNow = true };
        await InsertAsync(message);
        await ActivateAsync(state, queued);

        Assert.True(await RecordAsync(message, MessageStatus.Retrying));

        Assert.Equal(resumed, await Messages.ResumeHeldAsync(Now, 100, Token));
        Assert.Equal(0, await Messages.ResumeHeldAsync(Now, 100, Token));
        Assert.Equal(resumed, (await LeaseAsync()).Count);
    }

    [Fact]
    public async Task Held_ByAnAttempt_WaitsForAnActivationAfterItsEpoch()
    {
        var state = await AddActiveTenantAsync("acme");
        var message = NewMessage(state);
        await InsertAsync(message);
        state = await ActivateAsync(state);
        Assert.Equal(2, (await StartAsync(message)).Epoch);
        Assert.True(await HoldAsync(1, 2));
        var held = await FindAsync(message);
        Assert.Equal((MessageStatus.Held, "template_not_found", null), (held.Status, held.Reason, held.DueAt));
        Assert.Equal(0, await Messages.ResumeHeldAsync(Now, 100, Token));
        Assert.Empty(await LeaseAsync());

        state = await ActivateAsync(state);
        Assert.Equal(1, await Messages.ResumeHeldAsync(Now, 100, Token));
        Assert.Single(await LeaseAsync());
        Assert.Equal((2, 3L), ((await StartAsync(message)) is var second ? (second.Attempt, second.Epoch) : default));

        // What was activated while the attempt was under way is later than it, too.
        await ActivateAsync(state);
        Assert.True(await HoldAsync(2, 3));
        Assert.Equal(1, await Messages.ResumeHeldAsync(Now, 100, Token));
        Assert.Single(await LeaseAsync());
        Assert.Equal(4, (await StartAsync(message)).Epoch);

        Task<bool> HoldAsync(int attempt, long epoch) => Messages.RecordAsync(
            new AttemptRecord(
                message.Id, message.Tenant, Node, NewAttempt(attempt) with { Epoch = epoch }, MessageStatus.Held, null, Now, "template_not_found"),
            Token);
    }
}
