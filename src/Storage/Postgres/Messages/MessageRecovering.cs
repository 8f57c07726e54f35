using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <summary>Takes back what nobody sees to any more: rows of lives that are over, and rows of this one whose answer was lost.</summary>
internal sealed class MessageRecovering(PostgresDatabase database)
{
    private const int Step = 500;

    public async Task<(int Unknown, int Unleased)> RecoverAsync(NodeLease lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (unknown, unleased) = (0, 0);
        foreach (var lost in await FindLostAsync(lease, cancellationToken))
        {
            // Once through all of them: what somebody else holds just now is found again the next time.
            var after = 0L;
            while (await LeasedByAsync(lost, after, cancellationToken) is { Count: > 0 } rows)
            {
                var step = await database.WriteAsync(session => TakeBackAsync(session, lost, rows.ConvertAll(row => row.Id), now), cancellationToken);
                unknown += step.Unknown;
                unleased += step.Unleased;
                after = rows[^1].Seq;
            }
        }

        return (unknown, unleased);
    }

    public async Task<(int Unknown, int Unleased)> ReclaimAsync(
        NodeLease lease, Func<MessageId, bool> isMinded, DateTimeOffset startedBefore, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var leased = await database.BrowseAsync(
            session => session.QueryAsync(
                "messages.leased_here", row => row.MessageId(0), ("node", lease.Node), ("incarnation", lease.Incarnation), ("startedBefore", startedBefore)),
            cancellationToken);
        var lost = leased.Where(id => !isMinded(id)).Take(limit).ToList();
        return lost.Count == 0 ? (0, 0) : await database.WriteAsync(
            async session =>
            {
                var free = await LockKindsAsync(session, lost);
                var locked = await session.QueryAsync(
                    "messages.lock_leased_here",
                    row => row.MessageId(0),
                    ("ids", Values(free)),
                    ("node", lease.Node),
                    ("incarnation", lease.Incarnation),
                    ("startedBefore", startedBefore));
                return await TakeBackLockedAsync(session, lease, locked.Where(id => !isMinded(id)).ToList(), now);
            },
            cancellationToken);
    }

    private Task<List<NodeLease>> FindLostAsync(NodeLease lease, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync(
            "messages.lost_lives", row => new NodeLease(row.GetString(0), row.GetString(1)), ("node", lease.Node), ("incarnation", lease.Incarnation)),
        cancellationToken);

    private Task<List<(long Seq, MessageId Id)>> LeasedByAsync(NodeLease lost, long after, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync(
            "messages.leased_by",
            row => (row.GetInt64(0), row.MessageId(1)),
            ("node", lost.Node),
            ("incarnation", lost.Incarnation),
            ("after", after),
            ("limit", Step)),
        cancellationToken);

    private static async Task<(int Unknown, int Unleased)> TakeBackAsync(PostgresSession session, NodeLease lost, List<MessageId> ids, DateTimeOffset now)
    {
        var free = await LockKindsAsync(session, ids);
        return await TakeBackLockedAsync(session, lost, free, now);
    }

    private static async Task<(int Unknown, int Unleased)> TakeBackLockedAsync(
        PostgresSession session, NodeLease lost, List<MessageId> ids, DateTimeOffset now)
    {
        var wasSending = await session.QueryAsync(
            "messages.take_back", row => row.GetBoolean(0), ("ids", Values(ids)), ("node", lost.Node), ("incarnation", lost.Incarnation), ("now", now));
        var unknown = wasSending.Count(was => was);
        return (unknown, wasSending.Count - unknown);
    }

    /// <summary>Before any row is locked, as everywhere: what was being sent may wait again. Returns those whose kinds are free.</summary>
    private static Task<List<MessageId>> LockKindsAsync(PostgresSession session, List<MessageId> ids) =>
        session.QueryAsync("messages.try_lock_kinds", row => row.MessageId(0), ("ids", Values(ids)));

    private static Guid[] Values(List<MessageId> ids) => [.. ids.Select(id => id.Value)];
}
