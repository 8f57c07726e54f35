using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>Lets a request wait for its message to come to an end (<c>Prefer: wait</c>); a bounded number per tenant.</summary>
public sealed class MessageWatch
{
    /// <summary>Requests of one tenant that may wait at the same time.</summary>
    public const int WaitersPerTenant = 200;

    // What another node sees come to an end is not heard of here: the store is asked, and not more often than a person would notice.
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);

    private readonly IMessageStore _store;
    private readonly TimeProvider _time;
    private readonly Charges _charges;

    // Guards the two dictionaries, so that both count alike; nothing is awaited or called inside.
    private readonly Lock _gate = new();
    private readonly Dictionary<MessageId, Watched> _watched = [];
    private readonly Dictionary<TenantId, int> _waiters = [];

    internal MessageWatch(IMessageStore store, TimeProvider time, Charges charges)
    {
        _store = store;
        _time = time;
        _charges = charges;
    }

    /// <summary>Takes a waiter's place before the message is written, so that no end is missed; <c>null</c> when the tenant has too many.</summary>
    public Waiter? TryWatch(TenantId tenant, MessageId id)
    {
        lock (_gate)
        {
            var count = _waiters.GetValueOrDefault(tenant);
            if (count >= WaitersPerTenant)
            {
                return null;
            }

            _waiters[tenant] = count + 1;
            if (!_watched.TryGetValue(id, out var watched))
            {
                _watched.Add(id, watched = new Watched());
            }

            watched.Waiters++;
            return new Waiter(this, tenant, id, watched.End.Task);
        }
    }

    /// <summary>Told of every message that this node sees come to an end, or to where only a person moves it on.</summary>
    public void Ended(MessageId id)
    {
        lock (_gate)
        {
            if (_watched.TryGetValue(id, out var watched))
            {
                watched.End.TrySetResult();
            }
        }
    }

    private async Task<bool> IsAtRestAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken)
    {
        // Whoever sees to it here will tell.
        if (_charges.Has(id))
        {
            return false;
        }

        try
        {
            return await _store.FindAsync(tenant, id, cancellationToken).ConfigureAwait(false) is { IsAtRest: true };
        }
        catch (StoreUnavailableException)
        {
            // The caller waits on: its message is durable, and the next look may find out more.
            return false;
        }
    }

    private void Leave(TenantId tenant, MessageId id)
    {
        lock (_gate)
        {
            if (--_watched[id].Waiters == 0)
            {
                _watched.Remove(id);
            }

            if (--_waiters[tenant] == 0)
            {
                _waiters.Remove(tenant);
            }
        }
    }

    /// <summary>One request that waits.</summary>
    public sealed class Waiter : IDisposable
    {
        private readonly MessageWatch _watch;
        private readonly TenantId _tenant;
        private readonly MessageId _id;
        private readonly Task _end;
        private int _left;

        internal Waiter(MessageWatch watch, TenantId tenant, MessageId id, Task end)
        {
            _watch = watch;
            _tenant = tenant;
            _id = id;
            _end = end;
        }

        /// <summary>Returns when the message came to its end on whatever node, or the time is over.</summary>
        public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
        {
            var since = _watch.Time.GetTimestamp();
            for (var left = longest; left > TimeSpan.Zero; left = longest - _watch.Time.GetElapsedTime(since))
            {
                await WaitOnceAsync(left < LookPeriod ? left : LookPeriod, cancellationToken).ConfigureAwait(false);
                if (_end.IsCompleted || await _watch.IsAtRestAsync(_tenant, _id, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }

        private async Task WaitOnceAsync(TimeSpan longest, CancellationToken cancellationToken)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(_end, Task.Delay(longest, _watch.Time, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                _watch.Leave(_tenant, _id);
            }
        }
    }

    private TimeProvider Time => _time;

    private sealed class Watched
    {
        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiters { get; set; }
    }
}
