using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// Keeps a tenant's mail from being worn out against a connector that does not work: after several failures in a row that
/// are the connector's or the provider's fault, mail waits without an attempt and a single one is let through now and then.
/// A bad recipient or message counts for nothing. Another epoch starts it closed. Belongs to one lane; not thread-safe
/// by itself: every member takes its own short lock, in which nothing waits.
/// </summary>
internal sealed class Breaker(DeliveryOptions options, TimeProvider time)
{
    private const int FirstPace = 2;
    private const int FullPace = 1_000;

    // A provider that asks for days is asked again by one message an hour.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    // Guards a handful of fields; nothing is awaited and nothing is called inside.
    private readonly Lock _gate = new();
    private BreakerState _state;
    private long _epoch;
    private int _failures;
    private int _breaks;
    private int _pace = int.MaxValue;
    private long _probe;
    private long _probes;
    private DateTimeOffset? _since;
    private DateTimeOffset _retryAt;
    private string? _lastError;

    /// <summary>Whether there is nothing to remember.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _state == BreakerState.Closed && _failures == 0 && _pace == int.MaxValue;
            }
        }
    }

    public bool IsSending
    {
        get
        {
            lock (_gate)
            {
                return _state == BreakerState.Closed;
            }
        }
    }

    /// <summary>How many attempts may be under way at the same time: few at first after it was open.</summary>
    public int Pace
    {
        get
        {
            lock (_gate)
            {
                return _pace;
            }
        }
    }

    /// <summary>The newest epoch that it was told of, 0 when of none.</summary>
    public long Epoch
    {
        get
        {
            lock (_gate)
            {
                return _epoch;
            }
        }
    }

    public ConnectorHealth Health
    {
        get
        {
            lock (_gate)
            {
                return new ConnectorHealth(_state, _since, _lastError);
            }
        }
    }

    /// <summary>When an attempt may start: <c>null</c> for now, a time, or <see cref="DateTimeOffset.MaxValue"/> while a probe is under way.</summary>
    public DateTimeOffset? ClosedUntil(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _state switch
            {
                BreakerState.Closed => null,
                BreakerState.Open => _retryAt <= now ? null : _retryAt,
                BreakerState.HalfOpen => DateTimeOffset.MaxValue,
                _ => throw new InvalidOperationException($"No such state: {_state}."),
            };
        }
    }

    /// <summary>Told when an attempt is about to start; <c>false</c> when it must wait after all.</summary>
    /// <param name="probe">The number of the probe that this attempt is, 0 when it is none; to be given back with its end.</param>
    public bool TryBegin(out long probe)
    {
        lock (_gate)
        {
            probe = 0;
            switch (_state)
            {
                case BreakerState.Closed:
                    return true;
                case BreakerState.Open when _retryAt <= time.GetUtcNow():
                    _state = BreakerState.HalfOpen;
                    _probe = probe = ++_probes;
                    return true;
                case BreakerState.Open:
                case BreakerState.HalfOpen:
                    return false;
                default:
                    throw new InvalidOperationException($"No such state: {_state}.");
            }
        }
    }

    /// <summary>Told of every attempt's end: a probe that came to no answer leaves the next attempt to be it. Nothing after a report.</summary>
    public void Abandon(long probe)
    {
        lock (_gate)
        {
            if (EndProbe(probe))
            {
                _state = BreakerState.Open;
            }
        }
    }

    /// <summary>Told of another epoch: a new connector starts with a closed breaker.</summary>
    /// <returns>The epoch before, 0 when none was known; <c>null</c> when the one given is not newer.</returns>
    public long? Reset(long epoch)
    {
        lock (_gate)
        {
            if (epoch <= _epoch)
            {
                return null;
            }

            var before = _epoch;
            _epoch = epoch;
            _lastError = null;
            _pace = int.MaxValue;
            Close();
            return before;
        }
    }

    public void Report(Outcome outcome, long epoch, long probe)
    {
        lock (_gate)
        {
            // An attempt that finishes on an earlier epoch says nothing of the connector that sends now.
            if (epoch < _epoch)
            {
                return;
            }

            _epoch = epoch;
            var probed = EndProbe(probe);
            if (IsFailure(outcome))
            {
                _lastError = outcome.Code;
                _failures++;

                // Attempts that began before it opened and fail after it say nothing new: only a probe makes the next wait longer.
                if (probed || (_state == BreakerState.Closed && _failures >= options.BreakerThreshold))
                {
                    Open(outcome.RetryAfter);
                }
            }
            else if (outcome.Kind == OutcomeKind.Accepted || (probed && outcome.Scope is FaultScope.Recipient or FaultScope.Message))
            {
                Recover();
            }
            else if (probed)
            {
                _state = BreakerState.Open;
            }
        }
    }

    private static bool IsFailure(Outcome outcome) =>
        outcome.Kind is OutcomeKind.Deferred or OutcomeKind.Unknown && outcome.Scope is FaultScope.Connector or FaultScope.Platform;

    private bool EndProbe(long probe)
    {
        if (probe == 0 || probe != _probe)
        {
            return false;
        }

        _probe = 0;
        return true;
    }

    private void Open(TimeSpan? asked)
    {
        var now = time.GetUtcNow();
        var wait = options.Break * Math.Pow(2, Math.Min(_breaks, 10));
        wait = wait < options.LongestBreak ? wait : options.LongestBreak;
        var bounded = asked < LongestAsked ? asked.Value : LongestAsked;
        _retryAt = now + (asked > wait ? bounded : wait);
        _since = _state == BreakerState.Closed ? now : _since;
        _state = BreakerState.Open;
        _breaks++;
    }

    // What waited does not fall upon a provider that has just come back: two at a time, then twice as many with each success.
    private void Recover()
    {
        _pace = _state == BreakerState.Closed ? (_pace > FullPace ? int.MaxValue : _pace * 2) : FirstPace;
        Close();
    }

    private void Close()
    {
        _state = BreakerState.Closed;
        _probe = 0;
        _failures = 0;
        _breaks = 0;
        _since = null;
    }
}
