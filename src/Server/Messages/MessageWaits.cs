using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Messages;

/// <summary>Waits for messages to come to their end (<c>Prefer: wait</c>).</summary>
internal sealed class MessageWaits(MessageWatch watch, IMessageStore store, IHostApplicationLifetime lifetime)
{
    /// <summary>A place for a message that is about to be written; <c>null</c> when the tenant has too many.</summary>
    public MessageWatch.Waiter? TryWatch(TenantId tenant, MessageId id) => watch.TryWatch(tenant, id);

    /// <summary>The message as it stands at its end, or when the time is over.</summary>
    public async Task<Message?> WaitAsync(MessageWatch.Waiter waiter, TenantId tenant, MessageId id, TimeSpan longest, CancellationToken cancellationToken)
    {
        await WaitAsync(waiter, longest, lifetime.ApplicationStopping, cancellationToken);
        return await store.FindAsync(tenant, id, cancellationToken);
    }

    /// <summary>The same for a message that is there already; <c>null</c> also when too many wait: its acceptance is an answer.</summary>
    public async Task<Message?> WaitAsync(TenantId tenant, MessageId id, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var waiter = watch.TryWatch(tenant, id);
        var message = waiter is null ? null : await store.FindAsync(tenant, id, cancellationToken);
        return waiter is null || message is null || message.IsAtRest ? message : await WaitAsync(waiter, tenant, id, longest, cancellationToken);
    }

    // A node that stops does not keep callers waiting: the message is durable, and its address is in the answer.
    private static async Task WaitAsync(MessageWatch.Waiter waiter, TimeSpan longest, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        try
        {
            await waiter.WaitAsync(longest, either.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
