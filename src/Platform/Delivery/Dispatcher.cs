using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using EmailPlatform.Platform.Messages;
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
    private readonly Channel<(Lane? Lane, QueuedMessage? Message)> _inbox =
        Channel.CreateUnbounded<(Lane?, QueuedMessage?)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Lanes _lanes;
    private readonly AttemptRunner _runner;
    private readonly TimeProvider _time;
    private readonly ILogger<Dispatcher> _logger;
    private readonly TimeSpan _stopTimeout;
    private readonly Queue<Lane> _line = new();
    private readonly PriorityQueue<Lane, DateTimeOffset> _schedule = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abort = new();
    private int _running;
    private volatile bool _stopping;

    internal Dispatcher(Lanes lanes, AttemptRunner runner, TimeProvider time, IOptions<DeliveryOptions> options, ILogger<Dispatcher> logger)
    {
        _logger = logger;
        _lanes = lanes;
        _runner = runner;
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
        lane.Breaker.Reset(epoch);
        if (_stopping || lane.InLine || !_lanes.TryTakeSlot(lane))
        {
            return null;
        }

        if (lane.Breaker.TryBegin())
        {
            return new SendSlot(this, lane);
        }

        _lanes.GiveSlotBack(lane);
        return null;
    }

    /// <summary>Takes a place in memory for a message that is about to be written as waiting; without one it waits in the store.</summary>
    public bool TryHold(TenantId tenant) => !_stopping && _lanes.TryHold(_lanes.Of(tenant));

    /// <summary>Gives that place back: the message was not written.</summary>
    public void LetGo(TenantId tenant) => _lanes.LetGo(_lanes.Of(tenant));

    /// <summary>Takes over a waiting message that this node has leased and has a place for.</summary>
    public void Enqueue(QueuedMessage message) => Post(_lanes.Of(message.Tenant), message);

    /// <summary>Makes the attempt that a message was inserted with, in the background.</summary>
    public void Deliver(SendSlot slot, Delivery delivery) => Track(slot, () => _runner.DeliverAsync(slot.Lane, delivery, _abort.Token));

    /// <summary>The connector's health as this node sees it; a tenant that nothing was sent for is healthy.</summary>
    public ConnectorHealth Health(TenantId tenant) =>
        _lanes.Find(tenant)?.Breaker.Health ?? new ConnectorHealth(BreakerState.Closed, null, null);

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
                if (_schedule.TryPeek(out _, out var next))
                {
                    var wait = next - _time.GetUtcNow();
                    timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await StopAsync().ConfigureAwait(false);
        }
    }

    internal void Free(Lane lane)
    {
        _lanes.GiveSlotBack(lane);
        Post(lane, null);
    }

    private void Wake() => _inbox.Writer.TryWrite((null, null)); // A turn without a lane: only time has passed.

    private void Post(Lane lane, QueuedMessage? message) => _inbox.Writer.TryWrite((lane, message));

    private void Turn()
    {
        while (_inbox.Reader.TryRead(out var item))
        {
            if (item.Lane is not { } lane)
            {
                continue;
            }

            if (item.Message is not null)
            {
                lane.Add(item.Message);
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

        while (_lanes.HasSlot && _line.TryDequeue(out var first))
        {
            first.InLine = false;
            if (TryStart(first) || first.HasSlot)
            {
                Arrange(first);
            }
        }
    }

    /// <summary>Puts a lane where it belongs: into the line, on the schedule, or aside until one of its slots is free.</summary>
    private void Arrange(Lane lane)
    {
        if (lane.InLine || lane.NextDue is not { } due)
        {
            return;
        }

        var now = _time.GetUtcNow();
        var at = lane.Breaker.ClosedUntil(now) is { } closedUntil && closedUntil > due ? closedUntil : due;
        if (at <= now)
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

        if (!lane.Breaker.TryBegin())
        {
            _lanes.GiveSlotBack(lane);
            return true;
        }

        var message = lane.Take();
        _lanes.LetGo(lane);
        Track(new SendSlot(this, lane), () => _runner.StartAsync(lane, message, _abort.Token));
        return true;
    }

    private void Track(SendSlot slot, Func<Task<QueuedMessage?>> attempt)
    {
        Interlocked.Increment(ref _running);
        _ = Task.Run(() => FollowAsync(slot, attempt));
    }

    [SuppressMessage("Design", "CA1031", Justification = "The delivery loop: an attempt that fails by a bug must not take the others with it. Its message stays as sending, and is unknown after the next start.")]
    private async Task FollowAsync(SendSlot slot, Func<Task<QueuedMessage?>> attempt)
    {
        try
        {
            if (await attempt().ConfigureAwait(false) is { } again)
            {
                await KeepAsync(slot.Lane, again).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            LogAbandoned(slot.Lane.Tenant);
        }
        catch (Exception exception)
        {
            LogAttemptFailed(exception, slot.Lane.Tenant);
        }
        finally
        {
            slot.GiveBack();
            if (Interlocked.Decrement(ref _running) == 0 && _stopping)
            {
                _drained.TrySetResult();
            }
        }
    }

    private async Task KeepAsync(Lane lane, QueuedMessage message)
    {
        if (!_stopping && _lanes.TryHold(lane))
        {
            Post(lane, message);
        }
        else
        {
            await _runner.ReleaseAsync([message], _abort.Token).ConfigureAwait(false);
        }
    }

    private async Task StopAsync()
    {
        _stopping = true;
        _inbox.Writer.TryComplete();
        var waiting = new List<QueuedMessage>();
        while (_inbox.Reader.TryRead(out var item))
        {
            if (item.Message is not null)
            {
                waiting.Add(item.Message);
            }
        }

        waiting.AddRange(_lanes.All.SelectMany(lane => lane.TakeAll()));
        await _runner.ReleaseAsync(waiting, _abort.Token).ConfigureAwait(false);
        if (Volatile.Read(ref _running) > 0)
        {
            await Task.WhenAny(_drained.Task, Task.Delay(_stopTimeout, _time, CancellationToken.None)).ConfigureAwait(false);
        }

        await _abort.CancelAsync().ConfigureAwait(false);
    }

    [LoggerMessage(LogLevel.Warning, "An attempt of tenant {tenant} was cut off by the stop; its message is unknown after the next start")]
    private partial void LogAbandoned(TenantId tenant);

    [LoggerMessage(LogLevel.Critical, "An attempt of tenant {tenant} failed unexpectedly")]
    private partial void LogAttemptFailed(Exception exception, TenantId tenant);
}
