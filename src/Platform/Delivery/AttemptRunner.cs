using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

/// <summary>Takes one message through one attempt: start on the record, send, outcome on the record.</summary>
internal sealed partial class AttemptRunner(
    IMessageStore store,
    IRevisionOpener revisions,
    TenantDirectory tenants,
    TemplateFinder templates,
    Sender sender,
    Recorder recorder,
    RetrySchedule schedule,
    MessageWatch watch,
    BuiltInCaps caps,
    KeyRing keys,
    NodeLife life,
    TimeProvider time,
    IOptions<DeliveryOptions> options,
    ILogger<AttemptRunner> logger)
{
    private const int ReleaseStep = 256;
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    /// <summary>Starts a waiting message and makes the attempt; returns the message when it has to be tried again.</summary>
    public async Task<QueuedMessage?> StartAsync(SendSlot slot, QueuedMessage message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (message.ExpiresAt - now < options.Value.LeastLifeOf(message.CreatedAt, message.ExpiresAt))
        {
            return null;
        }

        var lease = life.Lease;
        if (!life.MayStartUnder(lease))
        {
            return message with { DueAt = now + StorePause };
        }

        StartOutcome start;
        try
        {
            start = await store.StartAsync(message.Tenant, message.Id, lease, now, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            LogStoreUnavailable(exception.Message, message.Id);
            return message with { DueAt = now + StorePause };
        }

        if (start.Result != StartResult.Started)
        {
            // Held, or superseded, cancelled or expired meanwhile.
            watch.Ended(message.Id);
            return null;
        }

        var delivery = new Delivery(
            message.Id, message.Tenant, lease, message.UsageType, Open(message, start.SealedContent), message.CreatedAt, message.ExpiresAt, message.OnUnknown, start.Attempt, start.Epoch, start.Revision, start.Version);
        return await DeliverAsync(slot, delivery, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes an attempt that has begun on the record; returns the message when it has to be tried again.</summary>
    public async Task<QueuedMessage?> DeliverAsync(SendSlot slot, Delivery delivery, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var mark = time.GetTimestamp();
        var (report, connectorType) = await SendAsync(delivery, startedAt, cancellationToken).ConfigureAwait(false);
        var outcome = report.Outcome;
        slot.Report(outcome, delivery.Epoch);

        var now = time.GetUtcNow();
        var next = outcome.Kind is OutcomeKind.Deferred or OutcomeKind.Unknown
            ? schedule.Next(delivery.Attempt, outcome, now, delivery.CreatedAt, delivery.ExpiresAt)
            : null;
        var verdict = report.Inexpressible ? Verdict.Hold(outcome) : Verdict.Of(outcome, delivery.OnUnknown, next);
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
        var record = new AttemptRecord(delivery.Id, delivery.Tenant, delivery.Lease, attempt, verdict.Status, verdict.DueAt, now, verdict.Reason);
        var written = await recorder.RecordAsync(record, cancellationToken).ConfigureAwait(false);
        if (!written || verdict.DueAt is not { } due || delivery.Lease != life.Lease)
        {
            // Of a life that is over: whoever takes its rows back sees to it.
            return null;
        }

        // A connector that came to send while this attempt was under way need not wait for what the earlier one asked for.
        due = slot.Lane.Breaker.Epoch > Math.Max(slot.Epoch, delivery.Epoch) ? now : due;
        return new QueuedMessage(delivery.Id, delivery.Tenant, delivery.UsageType, due, delivery.ExpiresAt, delivery.CreatedAt, delivery.OnUnknown, delivery.Attempt);
    }

    /// <summary>Gives waiting messages back to the store, however often it takes until the token is cancelled; what is left then is this node's until its next start.</summary>
    public async Task ReleaseAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken)
    {
        // In steps that are committed whole: a row that was given back may be leased again by now, and is not to be given back twice.
        foreach (var step in messages.Chunk(ReleaseStep))
        {
            while (!await TryReleaseAsync(step).ConfigureAwait(false))
            {
                await Task.Delay(StorePause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> TryReleaseAsync(QueuedMessage[] messages)
    {
        try
        {
            await store.ReleaseAsync([.. messages.Select(message => message.Id)], life.Lease, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (StoreUnavailableException exception)
        {
            LogNotReleased(exception.Message, messages.Length);
            return false;
        }
    }

    // Content under a key that is not here any more waits for the key, not for anybody's mailbox: the outcome is deferred.
    private MessageContent? Open(QueuedMessage message, byte[]? content)
    {
        try
        {
            return MessageContent.FromJson(keys.Open(content, SealedContext.Message(message.Tenant, message.Id)));
        }
        catch (Exception exception) when (exception is SealedDataException or JsonException)
        {
            LogUnreadable(exception is SealedDataException ? exception.Message : "its content is not what this version writes", message.Id);
            return null;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The delivery loop: an attempt that is on the record comes to an end there, whatever fails on the way.")]
    private async Task<(SendReport Report, string ConnectorType)> SendAsync(Delivery delivery, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        if (delivery.Content is not { } content)
        {
            return (Unsent(Outcome.Deferred(FaultScope.Platform, "content_unreadable")), "");
        }

        // Asked again after the start is on the record: the commit may have taken its time.
        var left = delivery.ExpiresAt - startedAt;
        if (left < options.Value.LeastLifeOf(delivery.CreatedAt, delivery.ExpiresAt))
        {
            return (Unsent(Outcome.Deferred(FaultScope.Message, "expired")), "");
        }

        var timeout = left < options.Value.AttemptTimeout ? left : options.Value.AttemptTimeout;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        (IOpenRevision Revision, Outgoing Message)? prepared;
        try
        {
            prepared = await PrepareAsync(delivery, content, linked.Token).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            LogStoreUnavailable(exception.Message, delivery.Id);
            return (Unsent(Outcome.Deferred(FaultScope.Platform, "store_unavailable")), "");
        }
        catch (SealedDataException exception)
        {
            LogUnreadable(exception.Message, delivery.Id);
            return (Unsent(Outcome.Deferred(FaultScope.Platform, "configuration_unreadable")), "");
        }
        catch (Exception exception)
        {
            LogOpeningFailed(exception.GetType().Name, delivery.Id);
            return (Unsent(Outcome.Deferred(FaultScope.Platform, linked.IsCancellationRequested ? "attempt_timeout" : "configuration_failed")), "");
        }

        if (prepared is not { } ready)
        {
            return (Unsent(Outcome.Deferred(FaultScope.Connector, "revision_retired", hint: "The revision's secrets were destroyed after the attempt began.")), "");
        }

        using var revision = ready.Revision;
        if (!life.MayStartUnder(delivery.Lease))
        {
            // The process was stopped, or the store slow, since the start: the message may be another node's by now.
            return (Unsent(Outcome.Deferred(FaultScope.Platform, "lease_lost")), revision.ConnectorType);
        }

        CapHold? hold = null;
        if (revision.IsOperatorRun && content.Counted != true)
        {
            (hold, var capped) = await CapAsync(delivery, content, linked.Token).ConfigureAwait(false);
            if (capped is not null)
            {
                return (Unsent(capped), revision.ConnectorType);
            }
        }

        var report = await sender.SendAsync(revision, ready.Message, AttemptContext.Default, linked.Token).ConfigureAwait(false);
        if (hold is not null && (report.Inexpressible || report.Outcome.Kind == OutcomeKind.Deferred))
        {
            // Nobody has the mail, and the next attempt counts it again: what is put off ten times is still one mail.
            await caps.GiveBackAsync(hold, 1).ConfigureAwait(false);
        }

        return (report, revision.ConnectorType);
    }

    /// <summary>Opens the revision and finds the template, the newest of the moment when the attempt began or later; <c>null</c> when the revision is gone.</summary>
    private async Task<(IOpenRevision Revision, Outgoing Message)?> PrepareAsync(Delivery delivery, MessageContent content, CancellationToken cancellationToken)
    {
        if (await revisions.OpenAsync(delivery.Tenant, delivery.Revision, cancellationToken).ConfigureAwait(false) is not { } revision)
        {
            return null;
        }

        try
        {
            var own = await tenants.TemplatesAsync(delivery.Tenant, delivery.Version, cancellationToken).ConfigureAwait(false);
            var template = await templates.FindAsync(
                revision, delivery.Tenant, own, delivery.UsageType, content.MailLocale, content.Payload, cancellationToken).ConfigureAwait(false);
            return (revision, new Outgoing(delivery.Id.ToString(), delivery.UsageType, content, delivery.CreatedAt, template));
        }
        catch
        {
            revision.Dispose();
            throw;
        }
    }

    /// <summary>Mail that another connector had accepted and a switch moved: it counts when it goes out, and waits for room.</summary>
    private async Task<(CapHold? Hold, Outcome? Refusal)> CapAsync(Delivery delivery, MessageContent content, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryParse(content.To, out var to, out _))
        {
            return (null, null);
        }

        try
        {
            return (await caps.TakeAsync(delivery.Tenant, to, 1, cancellationToken).ConfigureAwait(false)).TryGet(out var hold, out var problem)
                ? (hold, null)
                : (null, Outcome.Deferred(FaultScope.Message, problem.Code, retryAfter: problem.RetryAfter, hint: problem.Detail));
        }
        catch (StoreUnavailableException exception)
        {
            LogStoreUnavailable(exception.Message, delivery.Id);
            return (null, Outcome.Deferred(FaultScope.Platform, "store_unavailable"));
        }
        catch (OperationCanceledException)
        {
            return (null, Outcome.Deferred(FaultScope.Platform, "attempt_timeout"));
        }
    }

    private static SendReport Unsent(Outcome outcome) => new(outcome, [], []);

    [LoggerMessage(LogLevel.Warning, "The store is not available ({reason}); the start of message {messageId} is tried again")]
    private partial void LogStoreUnavailable(string reason, MessageId messageId);

    [LoggerMessage(LogLevel.Error, "Message {messageId} cannot be sent: {reason}")]
    private partial void LogUnreadable(string reason, MessageId messageId);

    [LoggerMessage(LogLevel.Error, "The revision for message {messageId} could not be opened: {exceptionType}")]
    private partial void LogOpeningFailed(string exceptionType, MessageId messageId);

    [LoggerMessage(LogLevel.Warning, "The store is not available ({reason}); {count} waiting messages stay this node's until it is")]
    private partial void LogNotReleased(string reason, int count);
}
