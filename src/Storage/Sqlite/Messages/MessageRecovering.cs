using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>Takes back what a lost life of this process held: what was being sent may have been taken, the rest waits again.</summary>
internal static class MessageRecovering
{
    private const string NodeLost = "node_lost";
    private const int Step = 500;

    public static (int Unknown, int Unleased) Recover(Session session, NodeLease lease, DateTimeOffset now)
    {
        return TakeBack(session, session.Query("messages.leased_before", Read, ("node", lease.Node), ("incarnation", lease.Incarnation), ("limit", Step)), now);
    }

    public static (int Unknown, int Unleased) TakeBack(Session session, IReadOnlyCollection<LeasedRow> rows, DateTimeOffset now)
    {
        var unknown = 0;
        foreach (var row in rows)
        {
            if (row.Attempt is { } attempt)
            {
                EndLost(session, row, attempt, now);
                unknown++;
            }
            else
            {
                session.Execute("messages.unlease", ("seq", row.Seq));
            }
        }

        return (unknown, rows.Count - unknown);
    }

    private static void EndLost(Session session, LeasedRow row, Attempt attempt, DateTimeOffset now)
    {
        var (status, due) = row.OnUnknown switch
        {
            UnknownPolicy.Resend => (MessageStatus.Unknown, now),
            UnknownPolicy.Ask => (MessageStatus.Unknown, (DateTimeOffset?)null),
            UnknownPolicy.GiveUp => (MessageStatus.Failed, null),
            _ => throw new InvalidOperationException($"{row.OnUnknown} is no policy."),
        };
        var ended = attempt with { Milliseconds = Math.Max(0, (now - attempt.StartedAt).TotalMilliseconds), NextAttemptAt = due };
        MessageRecording.End(session, row.Seq, ended, status, NodeLost, due, now, null);
    }

    public static LeasedRow Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        Words<UnknownPolicy>.Parse(row.GetString(2)),
        Words<MessageStatus>.Parse(row.GetString(1)) == MessageStatus.Sending
            ? new Attempt(
                row.GetInt32(3), row.Time(4), 0, row.GetInt64(5), row.GetInt32(6), row.TextOrNull(7) ?? "", OutcomeKind.Unknown, FaultScope.Platform, NodeLost, null, null, null)
            : null);

    internal sealed record LeasedRow(long Seq, UnknownPolicy OnUnknown, Attempt? Attempt);
}
