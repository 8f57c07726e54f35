using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Delivery;

/// <summary>What becomes of a message from its slot to its record, and that every way there gives back what it took.</summary>
public sealed class DispatcherTests
{
    private static Outcome Taken { get; } = Outcome.Accepted("250");

    private static Outcome Greylisted { get; } = Outcome.Deferred(FaultScope.Recipient, "450");

    private static Outcome BadKey { get; } = Outcome.Deferred(FaultScope.Connector, "535");

    [Fact]
    public async Task Message_WithASlotFree_IsSentWithoutAStartOfItsOwn()
    {
        await using var node = await TestNode.StartAsync();
        var starts = 0;
        node.Messages.Before = name =>
        {
            starts += name == "start" ? 1 : 0;
            return Task.CompletedTask;
        };

        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, MessageStatus.Sent);
        await node.StopAsync();

        Assert.Equal(0, starts);
        Assert.Equal("acme", Assert.Single(node.Fake.Sent).Host);
        var attempt = Assert.Single(node.Messages.Row(id).Ended);
        Assert.Equal((1, 1L, 1, "fake", OutcomeKind.Accepted), (attempt.Number, attempt.Epoch, attempt.Revision, attempt.ConnectorType, attempt.Outcome));
        AssertNothingTaken(node);
    }

    [Fact]
    public async Task Deferred_IsTriedAgainWithinSeconds()
    {
        await using var node = await TestNode.StartAsync();
        node.Fake.Answer = Answers(Greylisted, Greylisted, Taken);

        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, row => row is { Status: MessageStatus.Retrying, Attempts: 1 });
        Assert.Equal(node.Time.GetUtcNow().AddSeconds(1), node.Messages.Row(id).DueAt);
        await AdvanceAsync(node, 1);
        await node.Messages.WhenAsync(id, row => row is { Status: MessageStatus.Retrying, Attempts: 2 });
        await AdvanceAsync(node, 3);
        await node.Messages.WhenAsync(id, MessageStatus.Sent);
        await node.StopAsync();

        Assert.Equal(3, node.Messages.Row(id).Ended.Count);
        AssertNothingTaken(node);
    }

    [Fact]
    public async Task CapOfTheTenant_IsNeverExceededAndEverythingIsSentInOrder()
    {
        await using var node = await TestNode.StartAsync(settings: """{ "delivery": { "concurrency": 1 } }""");
        var gate = new TaskCompletionSource();
        var under = 0;
        node.Fake.Answer = async (_, _, _) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref under));
            await gate.Task;
            Interlocked.Decrement(ref under);
            return Taken;
        };

        var ids = new List<MessageId>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await node.SendAsync());
        }

        gate.SetResult();
        await node.Messages.WhenAllAsync(rows => rows.All(row => row.Status == MessageStatus.Sent));
        await node.StopAsync();

        Assert.Equal(ids.Select(id => id.ToString()), node.Fake.Sent.Select(send => send.Mail.Id));
        Assert.All(node.Messages.Rows, row => Assert.Equal(1, row.Attempts));
        AssertNothingTaken(node);
    }

    [Fact]
    public async Task SlotsOfTheNode_Taken_AnotherTenantIsSentAsSoonAsOneIsFree()
    {
        await using var node = await TestNode.StartAsync(options => options.Concurrency = 1);
        await node.AddTenantAsync("beta");
        var gate = new TaskCompletionSource();
        node.Fake.Answer = async (_, _, _) =>
        {
            await gate.Task;
            return Taken;
        };

        var first = await node.SendAsync();
        var second = await node.SendAsync("beta");
        Assert.Equal(MessageStatus.Queued, node.Messages.Row(second).Status);
        gate.SetResult();
        await node.Messages.WhenAsync(first, MessageStatus.Sent);
        await node.Messages.WhenAsync(second, MessageStatus.Sent);
        await node.StopAsync();

        AssertNothingTaken(node);
    }

    [Fact]
    public async Task BurstOfOneTenant_AnotherTenantTakesTheNextTurn()
    {
        await using var node = await TestNode.StartAsync(options => options.Concurrency = 1);
        await node.AddTenantAsync("beta");
        var gate = new TaskCompletionSource();
        node.Fake.Answer = async (_, _, _) =>
        {
            await gate.Task;
            return Taken;
        };
        for (var i = 0; i < 50; i++)
        {
            await node.SendAsync();
        }

        var other = await node.SendAsync("beta");
        gate.SetResult();
        await node.Messages.WhenAllAsync(rows => rows.All(row => row.Status == MessageStatus.Sent));

        var place = node.Fake.Sent.Select(send => send.Mail.Id).ToList().IndexOf(other.ToString());
        Assert.InRange(place, 1, 3);
    }

    [Fact]
    public async Task ConnectorThatFails_IsTriedByOneProbe_AndClosesForAll()
    {
        await using var node = await TestNode.StartAsync(options => options.BreakerThreshold = 1);
        node.Fake.Answer = Answers(BadKey);
        var first = await node.SendAsync();
        await node.Messages.WhenAsync(first, MessageStatus.Retrying);
        var gate = new TaskCompletionSource();
        var probing = new TaskCompletionSource();
        node.Fake.Answer = async (_, _, _) =>
        {
            probing.TrySetResult();
            await gate.Task;
            return Taken;
        };
        for (var i = 0; i < 5; i++)
        {
            await node.SendAsync();
        }

        Assert.Equal(BreakerState.Open, node.Dispatcher.Health(TestNode.Acme).State);
        await AdvanceAsync(node, 2);
        await probing.Task;
        await node.SendAsync();
        Assert.Equal(2, node.Fake.Sent.Count);
        Assert.Equal(BreakerState.HalfOpen, node.Dispatcher.Health(TestNode.Acme).State);
        gate.SetResult();
        await node.Messages.WhenAllAsync(rows => rows.All(row => row.Status == MessageStatus.Sent));
        await node.StopAsync();

        Assert.Equal(8, node.Fake.Sent.Count);
        AssertNothingTaken(node);
    }

    [Fact]
    public async Task Probe_RefusedAtStart_GivesItsTurnToTheNext()
    {
        await using var node = await TestNode.StartAsync(options => options.BreakerThreshold = 1);
        node.Fake.Answer = Answers(BadKey, Taken);
        await node.Messages.WhenAsync(await node.SendAsync(), MessageStatus.Retrying);
        var superseded = await node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), CancellationToken.None);
        var newer = await node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(), CancellationToken.None);
        Assert.Equal(MessageStatus.Superseded, node.Messages.Row(superseded.Value!.Id).Status);

        await AdvanceAsync(node, 2);
        await node.Messages.WhenAsync(newer.Value!.Id, MessageStatus.Sent);
        await node.StopAsync();

        AssertNothingTaken(node);
    }

    [Fact]
    public async Task Probe_ThatDiesOfABug_GivesItsTurnToTheNextAndIsTriedLater()
    {
        await using var node = await TestNode.StartAsync(options => options.BreakerThreshold = 1);
        node.Fake.Answer = Answers(BadKey, Taken);
        await node.Messages.WhenAsync(await node.SendAsync(), MessageStatus.Retrying);
        var unlucky = await node.SendAsync();
        var next = await node.SendAsync();
        var bugs = 0;
        node.Messages.Before = name => name == "start" && Interlocked.Increment(ref bugs) == 1
            ? throw new InvalidOperationException("A bug.")
            : Task.CompletedTask;

        await AdvanceAsync(node, 2);
        await node.Messages.WhenAsync(next, MessageStatus.Sent);
        Assert.Equal(MessageStatus.Queued, node.Messages.Row(unlucky).Status);
        await AdvanceAsync(node, 30);
        await node.Messages.WhenAsync(unlucky, MessageStatus.Sent);
        await node.StopAsync();

        AssertNothingTaken(node);
    }

    [Fact]
    public async Task StoreDown_AtAStart_TriesAgainASecondLater()
    {
        await using var node = await TestNode.StartAsync(settings: """{ "delivery": { "concurrency": 1 } }""");
        var gate = new TaskCompletionSource();
        node.Fake.Answer = async (_, _, _) =>
        {
            await gate.Task;
            return Taken;
        };
        var first = await node.SendAsync();
        var second = await node.SendAsync();
        var refused = new TaskCompletionSource();
        node.Messages.Before = name =>
        {
            if (name == "start" && refused.TrySetResult())
            {
                throw new StoreUnavailableException("down");
            }

            return Task.CompletedTask;
        };
        gate.SetResult();
        await node.Messages.WhenAsync(first, MessageStatus.Sent);
        await refused.Task;
        await AdvanceAsync(node, 1);
        await node.Messages.WhenAsync(second, MessageStatus.Sent);
        await node.StopAsync();

        Assert.Equal(1, node.Messages.Row(second).Attempts);
        AssertNothingTaken(node);
    }

    [Fact]
    public async Task StoreDown_AtARecord_KeepsTheSlotAndWritesLater_WithoutSendingAgain()
    {
        await using var node = await TestNode.StartAsync();
        var tries = 0;
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        node.Messages.Before = name =>
        {
            if (name == "record" && ++tries <= 2)
            {
                (tries == 1 ? first : second).SetResult();
                throw new StoreUnavailableException("down");
            }

            return Task.CompletedTask;
        };

        var id = await node.SendAsync();
        await first.Task;
        await AdvanceAsync(node, 1);
        await second.Task;
        Assert.Equal(1, node.Dispatcher.Sending);
        Assert.Equal(MessageStatus.Sending, node.Messages.Row(id).Status);
        await AdvanceAsync(node, 1);
        await node.Messages.WhenAsync(id, MessageStatus.Sent);
        await node.StopAsync();

        Assert.Single(node.Fake.Sent);
        AssertNothingTaken(node);
    }

    [Theory]
    [InlineData(600, 25)]
    [InlineData(60, 60)]
    public async Task Attempt_ThatHangs_EndsAtItsDeadlineAndNeverPastTheMessagesLife(int life, int seconds)
    {
        await using var node = await TestNode.StartAsync(options => options.AttemptTimeout = TimeSpan.FromSeconds(life == 600 ? 25 : 100));
        var hangs = new TaskCompletionSource();
        node.Fake.Answer = async (_, _, token) =>
        {
            hangs.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return Taken;
        };

        var id = await node.SendAsync(expiresIn: life);
        await hangs.Task;
        node.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Equal(MessageStatus.Sending, node.Messages.Row(id).Status);
        node.Time.Advance(TimeSpan.FromSeconds(1));
        await node.Messages.WhenAsync(id, MessageStatus.Retrying);

        var attempt = Assert.Single(node.Messages.Row(id).Ended);
        Assert.Equal((OutcomeKind.Deferred, "attempt_timeout", seconds * 1000d), (attempt.Outcome, attempt.Code, attempt.Milliseconds));
    }

    [Fact]
    public async Task Message_WithTooLittleLifeLeft_IsNotStarted()
    {
        await using var node = await TestNode.StartAsync(settings: """{ "delivery": { "concurrency": 1 } }""");
        var gate = new TaskCompletionSource();
        node.Fake.Answer = async (_, _, _) =>
        {
            await gate.Task;
            return Taken;
        };
        await node.SendAsync();
        var late = await node.SendAsync(expiresIn: 60);
        var living = await node.SendAsync();
        node.Time.Advance(TimeSpan.FromSeconds(31));
        gate.SetResult();
        await node.Messages.WhenAsync(living, MessageStatus.Sent);
        await node.StopAsync();

        Assert.Equal(0, node.Messages.Row(late).Attempts);
        Assert.Equal(2, node.Fake.Sent.Count);
        AssertNothingTaken(node);
    }

    [Theory]
    [InlineData("resend", MessageStatus.Unknown, true)]
    [InlineData("ask", MessageStatus.Unknown, false)]
    [InlineData("giveUp", MessageStatus.Failed, false)]
    public async Task Unknown_FollowsTheUsagesPolicy(string policy, MessageStatus status, bool again)
    {
        await using var node = await TestNode.StartAsync(settings: $$"""{ "usages": { "SignIn": { "onUnknown": "{{policy}}" } } }""");
        node.Fake.Answer = Answers(Outcome.Unknown(FaultScope.Platform, "answer_lost"), Taken);

        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, status);
        Assert.Equal(again, node.Messages.Row(id).DueAt is not null);
        Assert.Equal("answer_lost", node.Messages.Row(id).Reason);
        if (again)
        {
            await AdvanceAsync(node, 1);
            await node.Messages.WhenAsync(id, MessageStatus.Sent);
        }

        await node.StopAsync();
        Assert.Equal(again ? 2 : 1, node.Fake.Sent.Count);
        AssertNothingTaken(node);
    }

    [Fact]
    public async Task RetryAfter_IsHonoured()
    {
        await using var node = await TestNode.StartAsync();
        node.Fake.Answer = Answers(Greylisted with { RetryAfter = TimeSpan.FromSeconds(90) });

        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, MessageStatus.Retrying);

        Assert.Equal(node.Time.GetUtcNow().AddSeconds(90), node.Messages.Row(id).DueAt);
    }

    [Fact]
    public async Task ContentThatCannotBeRead_IsDeferredAndEndsOnTheRecord()
    {
        await using var node = await TestNode.StartAsync(settings: """{ "delivery": { "concurrency": 1 } }""");
        node.Fake.Answer = Answers(Greylisted);
        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, MessageStatus.Retrying);
        var sealedContent = node.Messages.Row(id).SealedContent;
        Assert.NotNull(sealedContent);
        Array.Clear(sealedContent);

        await AdvanceAsync(node, 1);
        await node.Messages.WhenAsync(id, row => row is { Status: MessageStatus.Retrying, Attempts: 2 });

        Assert.Equal("content_unreadable", node.Messages.Row(id).Ended[1].Code);
    }

    private static Func<TestKit.Connectors.FakeSend, AttemptContext, CancellationToken, Task<Outcome>> Answers(params Outcome[] outcomes)
    {
        var next = -1;
        return (_, _, _) => Task.FromResult(outcomes[Math.Min(Interlocked.Increment(ref next), outcomes.Length - 1)]);
    }

    /// <summary>Moves the clock once somebody waits for it.</summary>
    private static async Task AdvanceAsync(TestNode node, int seconds)
    {
        await node.Time.WhenTimersAsync(1);
        node.Time.Advance(TimeSpan.FromSeconds(seconds));
    }

    private static void AssertNothingTaken(TestNode node)
    {
        Assert.Equal(0, node.Lanes.Active);
        Assert.Equal(node.Options.NodeWindow, node.Lanes.Room);
        Assert.All(node.Lanes.All, lane => Assert.Equal(0, lane.Held));
    }
}
