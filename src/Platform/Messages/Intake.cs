using EmailPlatform.Connectors;
using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>
/// Turns a request into a durable row. The row is inserted on the condition that the tenant is still at the version that the
/// request was validated against; so a request that begins after an activation has answered is on the new epoch, on
/// whatever node it arrives. With a send slot free, the row begins its life as <c>sending</c>: one write before the first byte.
/// </summary>
public sealed class Intake(
    TenantDirectory tenants,
    IRevisionOpener revisions,
    TemplateFinder templates,
    IMessageStore store,
    BuiltInCaps caps,
    Dispatcher dispatcher,
    KeyRing keys,
    NodeLife life,
    MessageWatch watch,
    TimeProvider time)
{
    /// <summary>Accepts a message; durable when the task completes.</summary>
    /// <exception cref="StoreUnavailableException">Nothing is known to be accepted; the caller may ask again.</exception>
    public Task<Result<AcceptedMessage>> AcceptAsync(TenantId tenant, MessageRequest request, CancellationToken cancellationToken) =>
        AcceptAsync(tenant, MessageId.New(time), request, cancellationToken);

    /// <summary>The same under an id that the caller has made already, to watch for the message's end from the beginning.</summary>
    public Task<Result<AcceptedMessage>> AcceptAsync(TenantId tenant, MessageId id, MessageRequest request, CancellationToken cancellationToken) =>
        ValidateAsync(
            tenant,
            request,
            async (snapshot, check, warnings) =>
            {
                var (message, outcome) = await InsertAsync(snapshot, id, check, null).ConfigureAwait(false);
                return (outcome.Inserted ? Accepted(message, outcome.Epoch, check, warnings) : null, true);
            },
            cancellationToken);

    /// <summary>Accepts a message and keeps the answer to it, or finds the one that another node has kept for the same key meanwhile.</summary>
    /// <param name="answer">Writes the answer: nothing that the request said.</param>
    /// <exception cref="StoreUnavailableException">As above; asked again under the same key it is still one message.</exception>
    public Task<Result<IdempotentAnswer>> AcceptOnceAsync(
        TenantId tenant, MessageRequest request, IdempotencyClaim claim, Func<AcceptedMessage, byte[]> answer, CancellationToken cancellationToken)
    {
        var id = MessageId.New(time);
        return ValidateAsync(
            tenant,
            request,
            async (snapshot, check, warnings) =>
            {
                // Known before the insert: that is on the condition of the version, and so of the epoch.
                KeptAnswer Keep(NewMessage message) => claim.Keep(id, answer(Accepted(message, snapshot.Epoch, check, warnings)), message.CreatedAt);

                var (message, outcome) = await InsertAsync(snapshot, id, check, Keep).ConfigureAwait(false);
                return (outcome, message.Keep) switch
                {
                    ({ Kept: { } earlier }, _) => (new IdempotentAnswer(earlier, IsReplay: true), false),
                    ({ Inserted: true }, { } kept) => (new IdempotentAnswer(kept, IsReplay: false), true),
                    _ => (null, false),
                };
            },
            cancellationToken);
    }

    /// <param name="insert">Gives the answer and whether it tells of a new message; <c>null</c> when the tenant has changed since the snapshot.</param>
    private async Task<Result<T>> ValidateAsync<T>(
        TenantId tenant,
        MessageRequest request,
        Func<TenantSnapshot, CheckedRequest, IReadOnlyList<ConfigProblem>, Task<(T? Answer, bool IsNew)>> insert,
        CancellationToken cancellationToken)
        where T : class
    {
        if (!RequestCheck.Check(request).TryGet(out var check, out var problem))
        {
            return problem;
        }

        // Not longer than the request may wait for the store: a tenant that changes all the time is told to come back.
        const int MaxTries = 20;
        var fresh = false;
        CapHold? hold = null;
        var counts = false;
        try
        {
            for (var i = 0; i < MaxTries; i++)
            {
                var snapshot = fresh
                    ? await tenants.RefreshAsync(tenant, cancellationToken).ConfigureAwait(false)
                    : await tenants.SnapshotAsync(tenant, cancellationToken).ConfigureAwait(false);
                check = check with { Content = check.Content with { DefaultLocale = DefaultLocaleOf(snapshot) } };
                (var fit, check) = await FitAsync(snapshot, check, cancellationToken).ConfigureAwait(false);
                var refusal = fit.Problem;
                if (refusal is null && fit.IsOperatorRun && hold is null)
                {
                    // Last of all checks: what is refused for another reason does not count. Before the insert: no race goes beyond.
                    (await caps.TakeAsync(tenant, check.To, 1, cancellationToken).ConfigureAwait(false)).TryGet(out hold, out refusal);
                }

                // What this node remembers may be older than what another node has changed: refuse only on the newest.
                if (refusal is not null && fresh)
                {
                    return refusal;
                }

                check = check with { Content = check.Content with { Counted = fit.IsOperatorRun ? true : null } };
                if (refusal is null && snapshot is not null)
                {
                    // An insert that fails may have been committed all the same: until it answers, it counts.
                    counts = fit.IsOperatorRun;
                    var (answer, isNew) = await insert(snapshot, check, fit.Warnings).ConfigureAwait(false);
                    counts = counts && isNew && answer is not null;
                    cancellationToken.ThrowIfCancellationRequested();
                    if (answer is not null)
                    {
                        return answer;
                    }
                }

                fresh = true;
            }
        }
        finally
        {
            if (hold is not null && !counts)
            {
                await caps.GiveBackAsync(hold, 1).ConfigureAwait(false);
            }
        }

        return new Problem(ProblemCode.Overloaded, "The tenant's configuration changes faster than a message can be accepted.", RetryAfter: TimeSpan.FromSeconds(1));
    }

    // What comes last anyway need not be kept with every message.
    private static string? DefaultLocaleOf(TenantSnapshot? snapshot) =>
        snapshot?.Settings.DefaultLocale is { } locale && locale != MailLocale.Last ? locale : null;

    private async ValueTask<(Fit Fit, CheckedRequest Request)> FitAsync(TenantSnapshot? snapshot, CheckedRequest request, CancellationToken cancellationToken)
    {
        if (snapshot is null || snapshot.State.DeletedAt is not null)
        {
            return (new Fit(Problem.NotFound("There is no such tenant."), []), request);
        }

        if (snapshot.Connector is not { } active)
        {
            return (new Fit(new Problem(ProblemCode.ConnectorNotConfigured, "The tenant has no active connector: activate a revision first."), []), request);
        }

        using var revision = await revisions.OpenAsync(snapshot.Id, active.Revision, cancellationToken).ConfigureAwait(false);
        if (revision is null)
        {
            return (new Fit(new Problem(ProblemCode.ConnectorNotConfigured, "The active revision's secrets were destroyed: activate another one."), []), request);
        }

        var wanted = request.Languages.Count == 0 ? request.Content.Locale : WantedLanguage.Choose(request.Languages, revision, TemplateFinder.Own(revision, snapshot.Templates), request.UsageType);
        var content = request.Content with { Locale = wanted };
        var template = await templates.FindAsync(
            revision, snapshot.Id, snapshot.Templates, request.UsageType, content.MailLocale, content.Payload, cancellationToken).ConfigureAwait(false);
        return (Fit.Check(revision, content, template) with { IsOperatorRun = revision.IsOperatorRun }, request with { Content = content });
    }

    private async Task<(NewMessage Message, InsertOutcome Outcome)> InsertAsync(
        TenantSnapshot snapshot, MessageId id, CheckedRequest request, Func<NewMessage, KeptAnswer>? keep)
    {
        var tenant = snapshot.Id;

        // Before anything is taken: what cannot be written down or sealed must not keep a slot.
        var draft = Compose(snapshot, id, request);
        var concurrency = (snapshot.Settings.Delivery ?? new DeliverySettings()).Concurrency;
        var lease = life.Lease;
        var mayHold = life.MayStartUnder(lease);
        var slot = mayHold ? dispatcher.TryTakeSlot(tenant, concurrency, snapshot.Epoch) : null;
        var held = mayHold && slot is null && dispatcher.TryHold(tenant);
        var message = draft with { StartNow = slot is not null, Lease = slot is not null || held ? lease : null };
        InsertOutcome? inserted = null;
        dispatcher.Charges.Take(id);
        try
        {
            message = keep is null ? message : message with { Keep = keep(message) };

            // Once asked for, the insert is waited for whatever becomes of the caller: nobody else would see to the row.
            inserted = await store.InsertAsync(message, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            if (inserted is { Inserted: true })
            {
                HandOver(message, lease, request, inserted, slot, held);
                foreach (var superseded in inserted.Superseded ?? [])
                {
                    watch.Ended(superseded);
                }
            }
            else
            {
                slot?.Abandon();
                if (held)
                {
                    dispatcher.LetGo(tenant);
                }
            }

            dispatcher.Charges.LetGo(id);
        }

        return (message, inserted);
    }

    private static AcceptedMessage Accepted(NewMessage message, long epoch, CheckedRequest request, IReadOnlyList<ConfigProblem> warnings) =>
        new(message.Id, message.StartNow ? MessageStatus.Sending : MessageStatus.Queued, epoch, [.. request.Warnings, .. warnings]);

    private NewMessage Compose(TenantSnapshot snapshot, MessageId id, CheckedRequest request)
    {
        var (life, onUnknown, supersede) = snapshot.Settings.Of(request.UsageType);
        var now = time.GetUtcNow();
        return new NewMessage(
            id,
            snapshot.Id,
            snapshot.Version,
            request.UsageType,
            request.Content.To,
            request.To.Key,
            request.Content.Locale,
            request.Metadata,
            keys.Seal(request.Content.ToJson(), SealedContext.Message(snapshot.Id, id)),
            now,
            now + (request.Life ?? life),
            onUnknown,
            supersede,
            StartNow: false,
            Lease: null);
    }

    private void HandOver(NewMessage message, NodeLease lease, CheckedRequest request, InsertOutcome inserted, SendSlot? slot, bool held)
    {
        if (slot is not null)
        {
            var revision = inserted.Revision ?? throw new InvalidOperationException("A message was accepted for a tenant without a connector.");
            dispatcher.Deliver(slot, new Delivery.Delivery(
                message.Id,
                message.Tenant,
                lease,
                message.UsageType,
                request.Content,
                message.CreatedAt,
                message.ExpiresAt,
                message.OnUnknown,
                1,
                inserted.Epoch,
                revision,
                message.ExpectedVersion));
        }
        else if (held)
        {
            dispatcher.Enqueue(new QueuedMessage(
                message.Id,
                message.Tenant,
                message.UsageType,
                message.CreatedAt,
                message.ExpiresAt,
                message.CreatedAt,
                message.OnUnknown,
                0));
        }
    }
}
