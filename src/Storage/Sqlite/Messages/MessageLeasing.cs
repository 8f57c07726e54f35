using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>Leases chosen rows and gives them back, in steps short enough that inserts do not wait behind them.</summary>
internal sealed class MessageLeasing(SqliteDatabase database)
{
    private const int Step = 256;

    public async Task<IReadOnlyList<QueuedMessage>> LeaseAsync(NodeLease lease, List<long> rows, List<string> tenants, CancellationToken cancellationToken)
    {
        var leased = new List<QueuedMessage>(rows.Count);
        try
        {
            foreach (var step in rows.Chunk(Step))
            {
                leased.AddRange(await database.WriteAsync(session => Lease(session, lease, step), cancellationToken));
            }

            foreach (var step in tenants.Chunk(Step))
            {
                await database.WriteAsync(session => step.Sum(tenant => NoteNextDue(session, tenant)), cancellationToken);
            }
        }
        catch (Exception exception) when (leased.Count > 0 && exception is (StoreUnavailableException or OperationCanceledException))
        {
            // What is leased already must be told, or nobody would see to it. A tenant noted too early is looked at in vain once.
            return leased;
        }

        return leased;
    }

    public async Task ReleaseAsync(NodeLease lease, IReadOnlyList<MessageId> ids, CancellationToken cancellationToken)
    {
        foreach (var step in ids.Chunk(Step))
        {
            await database.WriteAsync(
                session => step.Sum(id => session.Execute(
                    "messages.release", ("id", id.ToBytes()), ("node", lease.Node), ("incarnation", lease.Incarnation))),
                cancellationToken);
        }
    }

    private static int NoteNextDue(Session session, string tenant) =>
        session.Execute("messages.next_due_of_tenant", ("tenant", tenant)) + session.Execute("messages.no_due_of_tenant", ("tenant", tenant));

    private static List<QueuedMessage> Lease(Session session, NodeLease lease, long[] rows)
    {
        var leased = new List<QueuedMessage>(rows.Length);
        foreach (var seq in rows)
        {
            leased.AddRange(session.Query("messages.lease", MessageRows.Queued, ("seq", seq), ("node", lease.Node), ("incarnation", lease.Incarnation)));
        }

        return leased;
    }
}
