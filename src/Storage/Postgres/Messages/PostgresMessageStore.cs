using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Batching;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <inheritdoc cref="IMessageStore"/>
internal sealed class PostgresMessageStore : IMessageStore, IAsyncDisposable
{
    private const int MostRows = 256;
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>About what a row takes that carries no content.</summary>
    private const int RowBytes = 512;

    private readonly PostgresDatabase _database;
    private readonly MessageLeasing _leasing;
    private readonly MessageRecovering _recovering;
    private readonly MessageResuming _resuming;
    private readonly Batcher<NewMessage, InsertOutcome> _inserts;
    private readonly Batcher<StartWish, StartOutcome> _starts;
    private readonly Batcher<AttemptRecord, bool> _records;

    public PostgresMessageStore(PostgresDatabase database, TimeProvider time)
    {
        _database = database;
        _leasing = new MessageLeasing(database);
        _recovering = new MessageRecovering(database);
        _resuming = new MessageResuming(database);
        var rules = new BatchRules(
            MostRows,
            MostBytes,
            2,
            PostgresTrouble.IsCollision,
            PostgresTrouble.IsLockOfAnother,
            exception => exception.IsInfrastructure() ? exception.ToUnavailable() : null);
        _inserts = new Batcher<NewMessage, InsertOutcome>(new MessageInserting(database).InsertAsync, rules, time);
        _starts = new Batcher<StartWish, StartOutcome>(new MessageStarting(database).StartAsync, rules, time);
        _records = new Batcher<AttemptRecord, bool>(new MessageRecording(database).RecordAsync, rules, time);
    }

    public Task<InsertOutcome> InsertAsync(NewMessage message, CancellationToken cancellationToken)
    {
        MessageRules.Check(message);
        return _inserts.RunAsync(message.Tenant.ToString(), message, message.SealedContent.Length, cancellationToken);
    }

    public Task<StartOutcome> StartAsync(TenantId tenant, MessageId id, NodeLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        _starts.RunAsync(tenant.ToString(), new StartWish(tenant, id, lease, now), RowBytes, cancellationToken);

    public Task<bool> RecordAsync(AttemptRecord record, CancellationToken cancellationToken)
    {
        MessageRules.Check(record);
        return _records.RunAsync(record.Tenant.ToString(), record, RowBytes, cancellationToken);
    }

    public Task<IReadOnlyList<QueuedMessage>> LeaseDueAsync(
        NodeLease lease, DateTimeOffset dueBefore, IReadOnlySet<TenantId> full, int perTenant, int total, CancellationToken cancellationToken) =>
        _leasing.LeaseAsync(lease, dueBefore, full, perTenant, total, cancellationToken);

    public Task ReleaseAsync(IReadOnlyList<MessageId> ids, NodeLease lease, CancellationToken cancellationToken) =>
        _leasing.ReleaseAsync(lease, ids, cancellationToken);

    public Task<(int Unknown, int Unleased)> RecoverAsync(NodeLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        _recovering.RecoverAsync(lease, now, cancellationToken);

    public Task<(int Unknown, int Unleased)> ReclaimAsync(
        NodeLease lease, Func<MessageId, bool> isMinded, DateTimeOffset startedBefore, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _recovering.ReclaimAsync(lease, isMinded, startedBefore, now, limit, cancellationToken);

    public Task<int> ResumeHeldAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _resuming.ResumeAsync(now, limit, cancellationToken);

    public Task<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => _database.WriteAsync(
        session => session.ExecuteAsync("messages.expire", ("now", now), ("limit", limit)), cancellationToken);

    public Task<Message?> FindAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken) =>
        _database.SnapshotAsync(session => MessageReading.FindAsync(session, tenant, id), cancellationToken);

    public Task<Page<Message>> ListAsync(TenantId tenant, MessageFilter filter, long? before, int limit, CancellationToken cancellationToken) =>
        _database.BrowseAsync(session => MessageListing.ListAsync(session, tenant, filter, before, limit), cancellationToken);

    public Task<QueueDepth> DepthAsync(TenantId tenant, CancellationToken cancellationToken) =>
        _database.BrowseAsync(session => MessageReading.DepthAsync(session, tenant), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _inserts.DisposeAsync();
        await _starts.DisposeAsync();
        await _records.DisposeAsync();
    }
}
