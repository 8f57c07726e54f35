using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Stores;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Platform.Messages;

public sealed class MessageWatchTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TenantId Acme = TenantId.Parse("acme");

    private readonly ManualTime _time = new();
    private readonly MemoryMessageStore _messages = new MemoryStore().Messages;
    private readonly MessageWatch _watch;

    public MessageWatchTests() => _watch = new MessageWatch(_messages, _time, new Charges());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task End_BeforeTheWaitBegins_IsNotMissed()
    {
        var id = MessageId.New(_time);
        using var waiter = Watch(id);
        _watch.Ended(id);

        await waiter.WaitAsync(Longest, Token);
    }

    [Fact]
    public async Task End_OfAMessageThatTwoWaitFor_ReachesTheSecondAfterTheFirstLeft()
    {
        var id = MessageId.New(_time);
        var first = Watch(id);
        using var second = Watch(id);
        first.Dispose();
        first.Dispose();
        var waiting = second.WaitAsync(Longest, Token);
        Assert.False(waiting.IsCompleted);
        _watch.Ended(id);

        await waiting;
    }

    [Fact]
    public async Task Time_Over_EndsTheWait()
    {
        using var waiter = Watch(MessageId.New(_time));
        var waiting = waiter.WaitAsync(Longest, Token);
        await _time.WhenTimersAsync(1);
        _time.Advance(Longest);

        await waiting;
    }

    [Fact]
    public async Task End_OnAnotherNode_IsSeenInTheStore()
    {
        await using var node = new TestNode();
        await node.AddTenantAsync("acme");
        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, MessageStatus.Sent);
        var elsewhere = new MessageWatch(node.Messages, _time, new Charges());
        using var stranger = elsewhere.TryWatch(Acme, id) ?? throw new InvalidOperationException("No place.");
        var waiting = stranger.WaitAsync(Longest, Token);
        await _time.WhenTimersAsync(1);
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await waiting;
    }

    [Fact]
    public async Task Store_ThatDoesNotAnswer_DoesNotEndTheWait()
    {
        var id = MessageId.New(_time);
        using var waiter = Watch(id);
        _messages.IsDown = true;
        var waiting = waiter.WaitAsync(Longest, Token);
        await _time.WhenTimersAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _time.WhenTimersAsync(1);
        Assert.False(waiting.IsCompleted);
        _watch.Ended(id);

        await waiting;
    }

    [Fact]
    public async Task Caller_GoneAway_EndsTheWait()
    {
        using var gone = new CancellationTokenSource();
        using var waiter = Watch(MessageId.New(_time));
        var waiting = waiter.WaitAsync(Longest, gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void Waiters_AreCountedExactly_PerTenant()
    {
        var id = MessageId.New(_time);
        var waiters = new List<MessageWatch.Waiter>();
        while (_watch.TryWatch(Acme, id) is { } waiter)
        {
            waiters.Add(waiter);
        }

        Assert.Equal(MessageWatch.WaitersPerTenant, waiters.Count);
        Assert.NotNull(_watch.TryWatch(TenantId.Parse("beta"), id));
        waiters[0].Dispose();
        waiters[0].Dispose();
        Assert.NotNull(_watch.TryWatch(Acme, id));
        Assert.Null(_watch.TryWatch(Acme, id));
    }

    private MessageWatch.Waiter Watch(MessageId id) => _watch.TryWatch(Acme, id) ?? throw new InvalidOperationException("No place.");
}
