using EmailPlatform.Connectors;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

/// <summary>Takes one message through one attempt: start on the record, send, outcome on the record.</summary>
internal sealed partial class AttemptRunner(
    IMessageStore store,
    IRevisionOpener revisions,
    Sender sender,
    Recorder recorder,
    RetrySchedule schedule,
    MessageWatch watch,
    KeyRing keys,
    NodeLease lease,
    TimeProvider time,
    IOptions<DeliveryOptions> options,
    ILogger<AttemptRunner> logger)
{
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    /// <summary>Starts a waiting message and makes the attempt; returns the message when it has to be tried again.</summary>
    public async Task<QueuedMessage?> StartAsync(Lane lane, QueuedMessage message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (message.ExpiresAt - now < options.Value.LeastLife)
        {
            lane.Breaker.Abandon();
            return null;
        }

        StartOutcome start;
        try
        {
            start = await store.StartAsync(message.Tenant, message.Id, lease, now, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            LogStoreUnavailable(exception.Message, message.Id);
            lane.Breaker.Abandon();
            return message with { DueAt = now + StorePause };
        }

        if (start.Result != StartResult.Started)
        {
            lane.Breaker.Abandon();
            if (start.Result == StartResult.Held)
            {
                watch.Changed(message.Id, MessageStatus.Held);
            }

            return null;
        }

        var delivery = new Delivery(
            message.Id, message.Tenant, message.UsageType, Open(message, start.SealedContent), message.CreatedAt, message.ExpiresAt, message.OnUnknown, start.Attempt, start.Epoch, start.Revision);
        return await DeliverAsync(lane, delivery, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes an attempt that has begun on the record; returns the message when it has to be tried again.</summary>
    public async Task<QueuedMessage?> DeliverAsync(Lane lane, Delivery delivery, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var mark = time.GetTimestamp();
        var (outcome, connectorType) = await SendAsync(delivery, startedAt, cancellationToken).ConfigureAwait(false);
        lane.Breaker.Report(outcome, delivery.Epoch);

        var now = time.GetUtcNow();
        var next = outcome.Kind is OutcomeKind.Deferred or OutcomeKind.Unknown
            ? schedule.Next(delivery.Attempt, outcome, now, delivery.ExpiresAt)
            : null;
        var verdict = Verdict.Of(outcome, delivery.OnUnknown, next);
        var attempt = new Attempt(
            delivery.Attempt,
            startedAt,
            time.GetElapsedTime(mark).TotalMilliseconds,
            delivery.Epoch,
            delivery.Revision,
            connectorType,
            outcome.Kind,
            outcome.Scope,
            outcome.Code,
            outcome.ProviderMessageId,
            outcome.Reply,
            verdict.DueAt);
        var record = new AttemptRecord(delivery.Id, delivery.Tenant, lease, attempt, verdict.Status, verdict.DueAt, now, verdict.Reason);
        var written = await recorder.RecordAsync(record, cancellationToken).ConfigureAwait(false);
        return written && verdict.DueAt is { } due
            ? new QueuedMessage(delivery.Id, delivery.Tenant, delivery.UsageType, due, delivery.ExpiresAt, delivery.CreatedAt, delivery.OnUnknown, delivery.Attempt)
            : null;
    }

    /// <summary>Gives waiting messages back to the store. A store that does not answer keeps them as this node's, which its next start takes back.</summary>
    public async Task ReleaseAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
        {
            return;
        }

        try
        {
            await store.ReleaseAsync([.. messages.Select(message => message.Id)], lease, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            LogNotReleased(exception.Message, messages.Count);
        }
    }

    // Content under a key that is not here any more waits for the key, not for anybody's mailbox: the outcome is deferred.
    private MessageContent? Open(QueuedMessage message, byte[]? content)
    {
        try
        {
            return MessageContent.FromJson(keys.Open(content, SealedContext.Message(message.Tenant, message.Id)));
        }
        catch (SealedDataException exception)
        {
            LogUnreadable(exception.Message, message.Id);
            return null;
        }
    }

    private async Task<(Outcome Outcome, string ConnectorType)> SendAsync(Delivery delivery, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        if (delivery.Content is not { } content)
        {
            return (Outcome.Deferred(FaultScope.Platform, "content_unreadable"), "");
        }

        IOpenRevision? opened;
        try
        {
            opened = await revisions.OpenAsync(delivery.Tenant, delivery.Revision, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            LogStoreUnavailable(exception.Message, delivery.Id);
            return (Outcome.Deferred(FaultScope.Platform, "store_unavailable"), "");
        }
        catch (SealedDataException exception)
        {
            LogUnreadable(exception.Message, delivery.Id);
            return (Outcome.Deferred(FaultScope.Platform, "configuration_unreadable"), "");
        }

        if (opened is null)
        {
            return (Outcome.Deferred(FaultScope.Connector, "revision_retired", hint: "The revision's secrets were destroyed after the attempt began."), "");
        }

        using var revision = opened;

        var life = delivery.ExpiresAt - startedAt;
        if (life <= TimeSpan.Zero)
        {
            return (Outcome.Deferred(FaultScope.Platform, "expired"), revision.ConnectorType);
        }

        var timeout = life < options.Value.AttemptTimeout ? life : options.Value.AttemptTimeout;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var outgoing = new Outgoing(delivery.Id.ToString(), delivery.UsageType, content, delivery.CreatedAt);
        var report = await sender.SendAsync(revision, outgoing, AttemptContext.Default, linked.Token).ConfigureAwait(false);
        return (report.Outcome, revision.ConnectorType);
    }

    [LoggerMessage(LogLevel.Warning, "The store is not available ({reason}); the start of message {messageId} is tried again")]
    private partial void LogStoreUnavailable(string reason, MessageId messageId);

    [LoggerMessage(LogLevel.Error, "Message {messageId} cannot be sent: {reason}")]
    private partial void LogUnreadable(string reason, MessageId messageId);

    [LoggerMessage(LogLevel.Warning, "The store is not available ({reason}); {count} waiting messages stay this node's until its next start")]
    private partial void LogNotReleased(string reason, int count);
}
