using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>
/// Takes back what this life holds and nobody sees to. Everything leased is looked at beside the writer; only what seems to
/// be lost, next to nothing as a rule, is looked at again where it is written.
/// </summary>
internal static class MessageReclaiming
{
    public static List<(long Seq, MessageId Id)> Find(
        Session session, NodeLease lease, Func<MessageId, bool> isMinded, DateTimeOffset startedBefore, int limit) => session.Query(
            "messages.leased_here",
            row => (Seq: row.GetInt64(0), Id: row.MessageId(1)),
            ("node", lease.Node),
            ("incarnation", lease.Incarnation),
            ("startedBefore", Micros.Of(startedBefore))).Where(row => !isMinded(row.Id)).Take(limit).ToList();

    public static (int Unknown, int Unleased) TakeBack(
        Session session,
        NodeLease lease,
        IReadOnlyList<(long Seq, MessageId Id)> lost,
        Func<MessageId, bool> isMinded,
        DateTimeOffset startedBefore,
        DateTimeOffset now)
    {
        var rows = lost.Where(row => !isMinded(row.Id)).SelectMany(row => session.Query(
            "messages.lost_here",
            MessageRecovering.Read,
            ("seq", row.Seq),
            ("node", lease.Node),
            ("incarnation", lease.Incarnation),
            ("startedBefore", Micros.Of(startedBefore)))).ToList();
        return MessageRecovering.TakeBack(session, rows, now);
    }
}
