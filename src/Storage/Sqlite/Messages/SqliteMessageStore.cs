using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <inheritdoc cref="IMessageStore"/>
internal sealed class SqliteMessageStore(SqliteDatabase database) : IMessageStore
{
    private readonly LeaseRound _round = new();
    private readonly MessageLeasing _leasing = new(database);

    public Task<InsertOutcome> InsertAsync(NewMessage message, CancellationToken cancellationToken)
    {
        MessageRules.Check(message);
        return database.AcceptAsync(message.Tenant, session => MessageInserting.Insert(session, message), message.SealedContent.Length, cancellationToken);
    }

    public Task<StartOutcome> StartAsync(TenantId tenant, MessageId id, NodeLease lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => MessageStarting.Start(session, tenant, id, lease, Micros.Of(now)), cancellationToken);

    public Task<bool> RecordAsync(AttemptRecord record, CancellationToken cancellationToken)
    {
        MessageRules.Check(record);
        return database.WriteAsync(session => MessageRecording.Record(session, record), cancellationToken);
    }

    public async Task<IReadOnlyList<QueuedMessage>> LeaseDueAsync(
        NodeLease lease, DateTimeOffset dueBefore, IReadOnlySet<TenantId> full, int perTenant, int total, CancellationToken cancellationToken)
    {
        var (rows, tenants) = await database.ReadAsync(session => _round.Choose(session, Micros.Of(dueBefore), full, perTenant, total), cancellationToken);
        return await _leasing.LeaseAsync(lease, rows, tenants, cancellationToken);
    }

    public Task ReleaseAsync(IReadOnlyList<MessageId> ids, NodeLease lease, CancellationToken cancellationToken) =>
        _leasing.ReleaseAsync(lease, ids, cancellationToken);

    public async Task<(int Unknown, int Unleased)> RecoverAsync(NodeLease lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (unknown, unleased) = (0, 0);
        while (await database.WriteAsync(session => MessageRecovering.Recover(session, lease, now), cancellationToken) is var step && step != (0, 0))
        {
            unknown += step.Unknown;
            unleased += step.Unleased;
        }

        return (unknown, unleased);
    }

    public async Task<(int Unknown, int Unleased)> ReclaimAsync(
        NodeLease lease, Func<MessageId, bool> isMinded, DateTimeOffset startedBefore, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var lost = await database.BrowseAsync(session => MessageReclaiming.Find(session, lease, isMinded, startedBefore, limit), cancellationToken);
        return lost.Count == 0
            ? (0, 0)
            : await database.WriteAsync(session => MessageReclaiming.TakeBack(session, lease, lost, isMinded, startedBefore, now), cancellationToken);
    }

    public Task<int> ResumeHeldAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("messages.resume_held", ("now", Micros.Of(now)), ("limit", limit)), cancellationToken);

    public Task<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("messages.expire", ("now", Micros.Of(now)), ("limit", limit)), cancellationToken);

    public Task<Message?> FindAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.InSnapshot(snapshot => MessageReading.Find(snapshot, tenant, id)), cancellationToken);

    public Task<Page<Message>> ListAsync(TenantId tenant, MessageFilter filter, long? before, int limit, CancellationToken cancellationToken) =>
        database.BrowseAsync(session => session.InSnapshot(snapshot => MessageListing.List(snapshot, tenant, filter, before, limit)), cancellationToken);

    public Task<QueueDepth> DepthAsync(TenantId tenant, CancellationToken cancellationToken) =>
        database.BrowseAsync(session => session.InSnapshot(snapshot => MessageReading.Depth(snapshot, tenant)), cancellationToken);
}
