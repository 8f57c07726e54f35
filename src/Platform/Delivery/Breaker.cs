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
    // Guards a handful of fields; nothing is awaited and nothing is called inside.
    private readonly Lock _gate = new();
    private BreakerState _state;
    private long _epoch;
    private int _failures;
    private int _breaks;
    private DateTimeOffset? _since;
    private DateTimeOffset _retryAt;
    private string? _lastError;

    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _state == BreakerState.Closed && _failures == 0;
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
    public bool TryBegin()
    {
        lock (_gate)
        {
            switch (_state)
            {
                case BreakerState.Closed:
                    return true;
                case BreakerState.Open when _retryAt <= time.GetUtcNow():
                    _state = BreakerState.HalfOpen;
                    return true;
                case BreakerState.Open:
                case BreakerState.HalfOpen:
                    return false;
                default:
                    throw new InvalidOperationException($"No such state: {_state}.");
            }
        }
    }

    /// <summary>Told when an attempt that began did not come to a send: the probe is free again.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            if (_state == BreakerState.HalfOpen)
            {
                _state = BreakerState.Open;
            }
        }
    }

    /// <summary>Told of another epoch: a new connector starts with a closed breaker.</summary>
    public void Reset(long epoch)
    {
        lock (_gate)
        {
            if (epoch > _epoch)
            {
                _epoch = epoch;
                Close();
            }
        }
    }

    public void Report(Outcome outcome, long epoch)
    {
        lock (_gate)
        {
            if (epoch < _epoch)
            {
                return;
            }

            if (epoch > _epoch)
            {
                _epoch = epoch;
                Close();
            }

            if (!IsFailure(outcome))
            {
                Close();
                return;
            }

            _lastError = outcome.Code;
            _failures++;
            if (_state == BreakerState.HalfOpen || _failures >= options.BreakerThreshold)
            {
                Open(outcome.RetryAfter);
            }
        }
    }

    private static bool IsFailure(Outcome outcome) =>
        outcome.Kind is OutcomeKind.Deferred or OutcomeKind.Unknown && outcome.Scope is FaultScope.Connector or FaultScope.Platform;

    private void Open(TimeSpan? asked)
    {
        var now = time.GetUtcNow();
        var wait = options.Break * Math.Pow(2, Math.Min(_breaks, 10));
        wait = wait < options.LongestBreak ? wait : options.LongestBreak;
        _retryAt = now + (asked > wait ? asked.Value : wait);
        _since = _state == BreakerState.Closed ? now : _since;
        _state = BreakerState.Open;
        _breaks++;
    }

    private void Close()
    {
        _state = BreakerState.Closed;
        _failures = 0;
        _breaks = 0;
        _since = null;
    }
}
