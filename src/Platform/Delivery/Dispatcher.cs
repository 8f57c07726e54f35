using System.Threading.Channels;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// Decides which waiting message is tried next. Tenants take turns, one message each, within the node's slots and the
/// tenant's own; a tenant whose breaker is open or whose slots are taken stands aside and holds nobody up.
/// One loop owns the queues; everything else talks to it through a channel.
/// </summary>
public sealed partial class Dispatcher
{
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(30);

    private readonly Channel<Note> _inbox = Channel.CreateUnbounded<Note>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Lanes _lanes;
    private readonly AttemptRunner _runner;
    private readonly NodeLife _life;
    private readonly TimeProvider _time;
    private readonly ILogger<Dispatcher> _logger;
    private readonly TimeSpan _stopTimeout;
    private readonly Queue<Lane> _line = new();
    private readonly PriorityQueue<Lane, DateTimeOffset> _schedule = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abort = new();
    private int _underWay;
    private volatile int _lanesInLine;
    private volatile bool _stopping;

    internal Dispatcher(Lanes lanes, AttemptRunner runner, NodeLife life, TimeProvider time, IOptions<DeliveryOptions> options, ILogger<Dispatcher> logger, Charges charges)
    {
        _logger = logger;
        Charges = charges;
        _lanes = lanes;
        _runner = runner;
        _life = life;
        _time = time;
        _stopTimeout = options.Value.StopTimeout;
    }

    /// <summary>Room for an attempt right now, or <c>null</c> when the message has to wait its turn.</summary>
    /// <param name="concurrency">The tenant's own bound.</param>
    /// <param name="epoch">The epoch that the caller has seen: a new connector starts with a closed breaker.</param>
    public SendSlot? TryTakeSlot(TenantId tenant, int concurrency, long epoch)
    {
        var lane = _lanes.Of(tenant);
        lane.Cap = concurrency;
        if (lane.Breaker.Reset(epoch) is > 0)
        {
            Post(new Note(lane, Switched: true));
        }

        // Whoever waits goes first: messages of this tenant that are due, and tenants that stand in line.
        if (_lanesInLine > 0 || lane.Waits || !lane.HasSlot || lane.Breaker.ClosedUntil(_time.GetUtcNow()) is not null || !TryBegin())
        {
            return null;
        }

        if (TryTakeSlot(lane) is { } slot)
        {
            return slot;
        }

        // What was taken for a moment may have turned the loop away.
        Post(new Note(lane));
        End();
        return null;
    }

    /// <summary>Takes a place in memory for a message that is about to be written as waiting; without one it waits in the store.</summary>
    public bool TryHold(TenantId tenant) => !_stopping && _lanes.TryHold(tenant);

    /// <summary>Gives that place back: the message was not written.</summary>
    public void LetGo(TenantId tenant) => _lanes.LetGo(_lanes.Of(tenant));

    /// <summary>Takes over a waiting message that this node has leased and has a place for.</summary>
    public void Enqueue(QueuedMessage message)
    {
        var lane = _lanes.Of(message.Tenant);
        Charges.Take(message.Id);
        if (!Post(new Note(lane, message)))
        {
            // Too late: the loop has ended, so the message goes back to the store for another node or the next start.
            _lanes.LetGo(lane);
            Release([message]);
            Charges.LetGo(message.Id);
        }
    }

    /// <summary>Gives messages that this node has leased back to the store, in the background, for as long as that takes.</summary>
    public void Release(IReadOnlyList<QueuedMessage> messages)
    {
        if (messages.Count > 0)
        {
            Interlocked.Increment(ref _underWay);
            foreach (var message in messages)
            {
                Charges.Take(message.Id);
            }

            _ = Task.Run(() => GiveBackAsync(messages));
        }
    }

    /// <summary>Makes the attempt that a message was inserted with, in the background.</summary>
    public void Deliver(SendSlot slot, Delivery delivery)
    {
        Charges.Take(delivery.Id);
        _ = Task.Run(() => FollowAsync(slot, delivery.Id, null, () => _runner.DeliverAsync(slot, delivery, _abort.Token)));
    }

    /// <summary>Another connector sends: the breaker starts closed, and what waits here for a later attempt is due now.</summary>
    public void Switch(TenantId tenant, long epoch)
    {
        if (_lanes.Find(tenant) is { } lane)
        {
            Switch(lane, epoch);
        }
    }

    /// <summary>The connector's health as this node sees it; a tenant that nothing was sent for is healthy.</summary>
    public ConnectorHealth Health(TenantId tenant) =>
        _lanes.Find(tenant)?.Breaker.Health ?? new ConnectorHealth(BreakerState.Closed, null, null);

    internal void Switch(Lane lane, long epoch)
    {
        if (lane.Breaker.Reset(epoch) is not null)
        {
            Post(new Note(lane, Switched: true));
        }
    }

    /// <summary>What this node sees to, from before the row is written until nothing here can touch it.</summary>
    internal Charges Charges { get; }

    /// <summary>Attempts under way on this node.</summary>
    public int Sending => _lanes.Active;

    /// <summary>Runs until the token is cancelled, then waits for attempts under way, within bounds, and gives the rest back.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var timer = _time.CreateTimer(static state => ((Dispatcher)state!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan); // The state is what is passed here.
        try
        {
            while (await _inbox.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                Turn();
                var wait = NextWait();
                while (wait <= TimeSpan.Zero)
                {
                    Turn();
                    wait = NextWait();
                }

                timer.Change(wait ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await StopAsync().ConfigureAwait(false);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private TimeSpan? NextWait() => _schedule.TryPeek(out _, out var next) ? next - _time.GetUtcNow() : null;

    internal void Free(Lane lane)
    {
        _lanes.GiveSlotBack(lane);
        Post(new Note(lane));
        End();
    }

    /// <summary>A turn without a lane: time has passed, or the node may start something again.</summary>
    internal void Wake() => Post(new Note(null));

    private bool Post(Note note) => _inbox.Writer.TryWrite(note);

    private void Turn()
    {
        while (_inbox.Reader.TryRead(out var note))
        {
            if (note.Forgotten)
            {
                ForgetAll();
            }

            if (note.Lane is not { } lane)
            {
                continue;
            }

            if (note.Message is not null)
            {
                lane.Add(note.Message);
            }

            if (note.Switched)
            {
                lane.Hasten(_time.GetUtcNow());
            }

            Arrange(lane);
        }

        var now = _time.GetUtcNow();
        while (_schedule.TryPeek(out var scheduled, out var at) && at <= now)
        {
            _schedule.Dequeue();
            if (scheduled.ScheduledFor == at)
            {
                scheduled.ScheduledFor = null;
                Arrange(scheduled);
            }
        }

        while (_lanes.HasSlot && _life.MayStart && _line.TryDequeue(out var first))
        {
            first.InLine = false;
            if (TryStart(first) || first.HasSlot)
            {
                Arrange(first);
            }
        }

        _lanesInLine = _line.Count;
    }

    /// <summary>Puts a lane where it belongs: into the line, on the schedule, or aside until one of its slots is free.</summary>
    private void Arrange(Lane lane)
    {
        if (lane.InLine)
        {
            return;
        }

        if (lane.NextDue is not { } due)
        {
            lane.Waits = false;
            return;
        }

        var now = _time.GetUtcNow();
        var at = lane.Breaker.ClosedUntil(now) is { } closedUntil && closedUntil > due ? closedUntil : due;
        if (at > due)
        {
            Trim(lane);
        }

        lane.Waits = at <= now;
        if (lane.Waits)
        {
            lane.InLine = true;
            _line.Enqueue(lane);
        }
        else if (at != DateTimeOffset.MaxValue && !(lane.ScheduledFor <= at))
        {
            lane.ScheduledFor = at;
            _schedule.Enqueue(lane, at);
        }
    }

    /// <summary>Mail whose connector does not work gives its place in memory up where it is short; the store has it.</summary>
    private void Trim(Lane lane)
    {
        var window = _lanes.Window(lane);
        if (lane.Count <= window)
        {
            return;
        }

        var surplus = lane.TakeBeyond(window);
        Release(surplus);
        foreach (var message in surplus)
        {
            _lanes.LetGo(lane);
            Charges.LetGo(message.Id);
        }
    }

    private bool TryStart(Lane lane)
    {
        if (lane.NextDue is not { } due || due > _time.GetUtcNow())
        {
            return true;
        }

        if (!_lanes.TryTakeSlot(lane))
        {
            return false;
        }

        if (!lane.Breaker.TryBegin(out var probe))
        {
            _lanes.GiveSlotBack(lane);
            return true;
        }

        Interlocked.Increment(ref _underWay);
        var slot = new SendSlot(this, lane, probe);
        var message = lane.Take();
        _lanes.LetGo(lane);
        _ = Task.Run(() => FollowAsync(slot, message.Id, message, () => _runner.StartAsync(slot, message, _abort.Token)));
        return true;
    }

    private SendSlot? TryTakeSlot(Lane lane)
    {
        if (!_lanes.TryTakeSlot(lane))
        {
            return null;
        }

        if (lane.Breaker.TryBegin(out var probe))
        {
            return new SendSlot(this, lane, probe);
        }

        _lanes.GiveSlotBack(lane);
        return null;
    }

    // Counted before it is looked whether there is a stop: so the stop waits for it, or it sees the stop.
    private bool TryBegin()
    {
        Interlocked.Increment(ref _underWay);
        if (!_stopping)
        {
            return true;
        }

        End();
        return false;
    }

    private void End()
    {
        if (Interlocked.Decrement(ref _underWay) == 0 && _stopping)
        {
            _drained.TrySetResult();
        }
    }

    private readonly record struct Note(Lane? Lane, QueuedMessage? Message = null, bool Switched = false, bool Forgotten = false);
}
