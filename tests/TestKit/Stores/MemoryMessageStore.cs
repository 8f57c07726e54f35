using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>
/// Messages in memory, as <see cref="IMessageStore"/> has it. Tests can hold up or refuse any call before it is decided or
/// after it is committed, and wait for a row to come to a state.
/// </summary>
public sealed class MemoryMessageStore(MemoryStore store) : IMessageStore
{
    private const string NodeLost = "node_lost";

    private readonly Dictionary<MessageId, MemoryMessage> _rows = [];
    private readonly List<(Func<bool> Reached, TaskCompletionSource Told)> _waiters = [];
    private long _sequence;

    /// <summary>Called before each operation, outside all locks, with its name: where a test lets another go first, or throws.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called after each operation's commit, before its answer: an answer that is lost.</summary>
    public Func<string, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <summary>While set, nothing is answered and nothing is done.</summary>
    public bool IsDown { get; set; }

    /// <summary>Every row, in commit order.</summary>
    public IReadOnlyList<MemoryMessage> Rows
    {
        get
        {
            lock (store.Gate)
            {
                return [.. _rows.Values.OrderBy(row => row.Sequence)];
            }
        }
    }

    public MemoryMessage Row(MessageId id)
    {
        lock (store.Gate)
        {
            return _rows[id];
        }
    }

    /// <summary>Ends when the row is as described; looked at after every commit.</summary>
    public Task WhenAsync(MessageId id, Func<MemoryMessage, bool> reached) =>
        WhenAsync(() => _rows.TryGetValue(id, out var row) && reached(row));

    public Task WhenAsync(MessageId id, MessageStatus status) => WhenAsync(id, row => row.Status == status);

    /// <summary>Ends when the rows together are as described.</summary>
    public Task WhenAllAsync(Func<IReadOnlyCollection<MemoryMessage>, bool> reached) => WhenAsync(() => reached(_rows.Values));

    public Task<InsertOutcome> InsertAsync(NewMessage message, CancellationToken cancellationToken) => RunAsync("insert", () =>
    {
        if (message.StartNow && message.Lease is null)
        {
            throw new ArgumentException("A message that is sent at once names the node that sends it.", nameof(message));
        }

        if (store.KeptAnswers.FindOther(message) is { } kept)
        {
            return new InsertOutcome(false, Kept: kept);
        }

        if (_rows.TryGetValue(message.Id, out var first))
        {
            return new InsertOutcome(true, first.Epoch, first.FirstRevision, []);
        }

        var tenant = store.Tenants.Peek(message.Tenant);
        if (tenant is null || tenant.DeletedAt is not null || tenant.Version != message.ExpectedVersion)
        {
            return new InsertOutcome(false);
        }

        store.KeptAnswers.Keep(message);
        List<MessageId> superseded = message.Supersedes
            ? [.. _rows.Values.Where(row => row.CanBeSuperseded && row.IsFor(message)).Select(row => row.Message.Id)]
            : [];
        foreach (var id in superseded)
        {
            Put(End(_rows[id], MessageStatus.Superseded, message.CreatedAt));
        }

        var starts = message.StartNow && tenant.ActiveRevision is not null;
        Put(new MemoryMessage(
            message,
            ++_sequence,
            tenant.Epoch,
            tenant.ActiveRevision,
            starts ? MessageStatus.Sending : MessageStatus.Queued,
            message.CreatedAt,
            null,
            starts ? null : message.CreatedAt,
            tenant.Epoch,
            message.Lease,
            starts ? 1 : 0,
            message.CreatedAt,
            tenant.Epoch,
            tenant.ActiveRevision ?? 0,
            message.SealedContent,
            null,
            []));
        return new InsertOutcome(true, tenant.Epoch, tenant.ActiveRevision, superseded);
    }, cancellationToken);

    public Task<StartOutcome> StartAsync(TenantId tenant, MessageId id, NodeLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync("start", () =>
        {
            var row = _rows.GetValueOrDefault(id);
            var mayStart = row is { Status: MessageStatus.Queued or MessageStatus.Retrying or MessageStatus.Unknown, DueAt: not null, SealedContent: not null };
            if (row is null || !mayStart || row.Message.Tenant != tenant || row.Lease != lease || row.Message.ExpiresAt <= now)
            {
                return new StartOutcome(StartResult.Refused);
            }

            var state = store.Tenants.Peek(tenant) ?? throw new InvalidOperationException($"No tenant {tenant}.");
            if (state.DeletedAt is not null)
            {
                return Hold(row, HoldReasons.TenantDeleted, null, now);
            }

            var later = store.Tenants.ActivationsAfter(tenant, row.QueueEpoch).Select(activation => (activation.Epoch, activation.Queued));
            var (epoch, held) = QueueFold.Of(row.QueueEpoch, later);
            if (held)
            {
                return Hold(row, HoldReasons.SwitchHold, state.Epoch, now);
            }

            if (store.Tenants.UsableRevision(tenant, epoch) is not { } revision)
            {
                return Hold(row, HoldReasons.NoConnector, state.Epoch, now);
            }

            var attempt = row.Attempts + 1;
            Put(row with
            {
                Status = MessageStatus.Sending,
                StatusAt = now,
                Reason = null,
                DueAt = null,
                QueueEpoch = epoch,
                Attempts = attempt,
                AttemptStartedAt = now,
                AttemptEpoch = epoch,
                AttemptRevision = revision,
            });
            return new StartOutcome(StartResult.Started, attempt, epoch, revision, row.SealedContent, state.Version);
        }, cancellationToken);

    public Task<bool> RecordAsync(AttemptRecord record, CancellationToken cancellationToken) => RunAsync("record", () =>
    {
        if (_rows.GetValueOrDefault(record.Id) is not { Status: MessageStatus.Sending } row
            || row.Message.Tenant != record.Tenant || row.Lease != record.Lease || row.Attempts != record.Attempt.Number)
        {
            return false;
        }

        EndAttempt(row, record.Attempt, record.Status, record.Reason, record.DueAt, record.At, record.Lease);
        return true;
    }, cancellationToken);

    public Task<IReadOnlyList<QueuedMessage>> LeaseDueAsync(
        NodeLease lease, DateTimeOffset dueBefore, IReadOnlySet<TenantId> full, int perTenant, int total, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<QueuedMessage>>("lease", () =>
        {
            var byTenant = _rows.Values
                .Where(row => row.DueAt < dueBefore && row.Lease is null && !full.Contains(row.Message.Tenant))
                .OrderBy(row => row.DueAt).ThenBy(row => row.Sequence)
                .GroupBy(row => row.Message.Tenant)
                .SelectMany(tenant => tenant.Take(perTenant).Select((row, index) => (Row: row, Index: index)));
            var leased = new List<QueuedMessage>();
            foreach (var (row, _) in byTenant.OrderBy(chosen => chosen.Index).Take(total).ToList())
            {
                Put(row with { Lease = lease });
                var message = row.Message;
                leased.Add(new QueuedMessage(
                    message.Id, message.Tenant, message.UsageType, row.DueAt ?? dueBefore, message.ExpiresAt, message.CreatedAt, message.OnUnknown, row.Attempts));
            }

            return leased;
        }, cancellationToken);

    public Task ReleaseAsync(IReadOnlyList<MessageId> ids, NodeLease lease, CancellationToken cancellationToken) => RunAsync("release", () =>
    {
        foreach (var row in ids.Select(id => _rows[id]).Where(row => row.Lease == lease && row.Status != MessageStatus.Sending))
        {
            Put(row with { Lease = null });
        }

        return true;
    }, cancellationToken);

    public Task<(int Unknown, int Unleased)> RecoverAsync(NodeLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync("recover", () => TakeBack([.. _rows.Values.Where(row => row.Lease is { } held && held != lease && !store.Nodes.IsAlive(held))], now), cancellationToken);

    public Task<(int Unknown, int Unleased)> ReclaimAsync(
        NodeLease lease, Func<MessageId, bool> isMinded, DateTimeOffset startedBefore, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        RunAsync("reclaim", () => TakeBack(
            [
                .. _rows.Values
                    .Where(row => row.Lease == lease && (row.Status != MessageStatus.Sending || row.AttemptStartedAt <= startedBefore) && !isMinded(row.Message.Id))
                    .Take(limit),
            ],
            now), cancellationToken);

    public Task<int> ResumeHeldAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => RunAsync("resume", () =>
    {
        var stalled = _rows.Values.Where(row => row.StalledEpoch is { } epoch && MayResume(row.Message.Tenant, epoch)).Take(limit).ToList();
        foreach (var row in stalled)
        {
            Put(row with
            {
                Status = row.Attempts == 0 ? MessageStatus.Queued : MessageStatus.Retrying,
                StatusAt = now,
                Reason = null,
                DueAt = now,
                QueueEpoch = row.Status == MessageStatus.Held ? store.Tenants.Peek(row.Message.Tenant)?.Epoch ?? row.QueueEpoch : row.QueueEpoch,
                StalledEpoch = null,
            });
        }

        return stalled.Count;
    }, cancellationToken);

    public Task<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => RunAsync("expire", () =>
    {
        var over = _rows.Values
            .Where(row => row.SealedContent is not null && row.Status != MessageStatus.Sending && row.Message.ExpiresAt <= now)
            .OrderBy(row => row.Message.ExpiresAt).Take(limit).ToList();
        foreach (var row in over)
        {
            var waits = row.Status is MessageStatus.Queued or MessageStatus.Retrying or MessageStatus.Held;
            var ended = End(row, waits ? MessageStatus.Expired : row.Status, waits ? now : row.StatusAt);
            Put(ended with { Reason = row.Reason });
        }

        return over.Count;
    }, cancellationToken);

    public Task<Message?> FindAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken) => RunAsync(
        "find", () => _rows.GetValueOrDefault(id) is { } row && row.Message.Tenant == tenant ? row.Show() : null, cancellationToken);

    public Task<Page<Message>> ListAsync(TenantId tenant, MessageFilter filter, long? before, int limit, CancellationToken cancellationToken) =>
        RunAsync("list", () =>
        {
            var rows = _rows.Values
                .Where(row => row.Message.Tenant == tenant
                    && (before is null || row.Sequence < before)
                    && (filter.RecipientKey is null || row.Message.RecipientKey == filter.RecipientKey)
                    && (filter.Status is null || row.Status == filter.Status)
                    && (filter.UsageType is null || row.Message.UsageType.ToString() == filter.UsageType)
                    && (filter.From is null || row.Message.CreatedAt >= filter.From)
                    && (filter.Until is null || row.Message.CreatedAt < filter.Until))
                .OrderByDescending(row => row.Sequence)
                .Take(limit + 1)
                .Select(row => row.Show() with { Attempts = [] })
                .ToList();
            return rows.Count > limit ? new Page<Message>(rows[..limit], rows[limit - 1].Sequence) : new Page<Message>(rows, null);
        }, cancellationToken);

    public Task<QueueDepth> DepthAsync(TenantId tenant, CancellationToken cancellationToken) => RunAsync("depth", () =>
    {
        var rows = _rows.Values.Where(row => row.Message.Tenant == tenant).ToList();
        var waiting = rows.Where(row => row.Status is MessageStatus.Queued or MessageStatus.Retrying or MessageStatus.Held).ToList();
        return new QueueDepth(
            Count(MessageStatus.Queued),
            Count(MessageStatus.Retrying),
            Count(MessageStatus.Held),
            Count(MessageStatus.Sending),
            Count(MessageStatus.Unknown),
            waiting.Count == 0 ? null : waiting.Min(row => row.Message.CreatedAt));

        long Count(MessageStatus status) => rows.Count(row => row.Status == status);
    }, cancellationToken);

    internal int Remove(TenantId tenant, int limit) =>
        _rows.Where(row => row.Value.Message.Tenant == tenant).Select(row => row.Key).Take(limit).ToList().Count(_rows.Remove);

    /// <summary>As the real one: heeds the token until the write is queued, commits whole, answers after the commit.</summary>
    private async Task<T> RunAsync<T>(string name, Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Before(name);
        if (IsDown)
        {
            throw new StoreUnavailableException("The store is down.");
        }

        T answer;
        lock (store.Gate)
        {
            answer = work();
            foreach (var (_, told) in _waiters.Where(waiter => waiter.Reached()))
            {
                told.TrySetResult();
            }

            _waiters.RemoveAll(waiter => waiter.Told.Task.IsCompleted);
        }

        await After(name);
        return answer;
    }

    private Task WhenAsync(Func<bool> reached)
    {
        lock (store.Gate)
        {
            if (reached())
            {
                return Task.CompletedTask;
            }

            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((reached, told));
            return told.Task;
        }
    }

    private void Put(MemoryMessage row) => _rows[row.Message.Id] = row;

    private StartOutcome Hold(MemoryMessage row, string reason, long? epoch, DateTimeOffset now)
    {
        Put(row with { Status = MessageStatus.Held, StatusAt = now, Reason = reason, DueAt = null, Lease = null, StalledEpoch = epoch });
        return new StartOutcome(StartResult.Held);
    }

    private (int Unknown, int Unleased) TakeBack(IReadOnlyList<MemoryMessage> lost, DateTimeOffset now)
    {
        foreach (var row in lost)
        {
            if (row.Status != MessageStatus.Sending)
            {
                Put(row with { Lease = null });
                continue;
            }

            var status = row.Message.OnUnknown == UnknownPolicy.GiveUp ? MessageStatus.Failed : MessageStatus.Unknown;
            DateTimeOffset? due = row.Message.OnUnknown == UnknownPolicy.Resend ? now : null;
            var attempt = new Attempt(
                row.Attempts, row.AttemptStartedAt, 0, row.AttemptEpoch, row.AttemptRevision, "", OutcomeKind.Unknown, FaultScope.Platform, NodeLost, null, null, due);
            EndAttempt(row, attempt, status, NodeLost, due, now, null);
        }

        var unknown = lost.Count(row => row.Status == MessageStatus.Sending);
        return (unknown, lost.Count - unknown);
    }

    private void EndAttempt(
        MemoryMessage row, Attempt attempt, MessageStatus status, string? reason, DateTimeOffset? dueAt, DateTimeOffset at, NodeLease? lease)
    {
        var waits = dueAt is not null || status is MessageStatus.Held or MessageStatus.Retrying;
        if (waits && _rows.Values.Any(other => other.Sequence > row.Sequence && other.Message.Supersedes && other.IsFor(row.Message)))
        {
            (status, reason, dueAt) = (MessageStatus.Superseded, null, null);
            attempt = attempt with { NextAttemptAt = null };
        }

        Put(row with
        {
            Status = status,
            StatusAt = at,
            Reason = reason,
            DueAt = dueAt,
            Lease = dueAt is null ? null : lease,
            SealedContent = status.ErasesContent() ? null : row.SealedContent,
            StalledEpoch = status switch
            {
                MessageStatus.Retrying when dueAt is null =>
                    store.Tenants.ActivationsAfter(row.Message.Tenant, attempt.Epoch).Any(activation => activation.Queued == QueuePolicy.Move)
                        ? attempt.Epoch
                        : store.Tenants.Peek(row.Message.Tenant)?.Epoch,
                MessageStatus.Held => attempt.Epoch,
                _ => null,
            },
            Ended = [.. row.Ended, attempt],
        });
    }

    private bool MayResume(TenantId tenant, long stalledEpoch)
    {
        var state = store.Tenants.Peek(tenant);
        return state is { ActiveRevision: not null, DeletedAt: null }
            && stalledEpoch < state.Epoch
            && store.Tenants.ActivationsAfter(tenant, state.Epoch - 1).Last().Queued != QueuePolicy.Hold;
    }

    private static MemoryMessage End(MemoryMessage row, MessageStatus status, DateTimeOffset at) => row with
    {
        Status = status,
        StatusAt = at,
        Reason = null,
        DueAt = null,
        StalledEpoch = null,
        Lease = null,
        SealedContent = null,
    };
}
