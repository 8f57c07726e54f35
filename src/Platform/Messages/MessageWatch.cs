using System.Collections.Concurrent;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>Lets a request wait for its message to come to an end (<c>Prefer: wait</c>); a bounded number per tenant.</summary>
public sealed class MessageWatch(TimeProvider time)
{
    /// <summary>Requests of one tenant that may wait at the same time.</summary>
    public const int WaitersPerTenant = 200;

    private readonly TimeProvider _time = time;
    private readonly ConcurrentDictionary<MessageId, TaskCompletionSource> _waiting = new();
    private readonly ConcurrentDictionary<TenantId, int> _waiters = new();

    /// <summary>Takes a waiter's place before the message is written, so that no end is missed; <c>null</c> when the tenant has too many.</summary>
    public Waiter? TryWatch(TenantId tenant, MessageId id)
    {
        if (_waiters.AddOrUpdate(tenant, 1, static (_, count) => count + 1) > WaitersPerTenant)
        {
            Leave(tenant);
            return null;
        }

        var end = _waiting.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return new Waiter(this, tenant, id, end.Task);
    }

    /// <summary>Told of every status that this node writes; final ones, and those that only a person moves on, end the wait.</summary>
    public void Changed(MessageId id, MessageStatus status)
    {
        if (status is not (MessageStatus.Queued or MessageStatus.Sending or MessageStatus.Retrying) && _waiting.TryGetValue(id, out var end))
        {
            end.TrySetResult();
        }
    }

    private void Leave(TenantId tenant)
    {
        if (_waiters.AddOrUpdate(tenant, 0, static (_, count) => count - 1) == 0)
        {
            _waiters.TryRemove(KeyValuePair.Create(tenant, 0));
        }
    }

    /// <summary>One request that waits.</summary>
    public sealed class Waiter(MessageWatch watch, TenantId tenant, MessageId id, Task end) : IDisposable
    {
        /// <summary>Returns when the message came to its end on this node, or the time is over.</summary>
        public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
        {
            var over = Task.Delay(longest, watch._time, cancellationToken);
            await Task.WhenAny(end, over).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        public void Dispose()
        {
            watch._waiting.TryRemove(id, out _);
            watch.Leave(tenant);
        }
    }
}
