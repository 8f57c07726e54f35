using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>Puts the beginning of an attempt on the record, on the epoch that the activations since then leave the message.</summary>
internal static class MessageStarting
{
    private static readonly StartOutcome Refused = new(StartResult.Refused);

    public static StartOutcome Start(Session session, TenantId tenant, MessageId id, NodeLease lease, long now)
    {
        var row = session.First(
            "messages.startable",
            Read,
            ("id", id.ToBytes()),
            ("tenant", tenant.ToString()),
            ("node", lease.Node),
            ("incarnation", lease.Incarnation),
            ("now", now));
        if (row is null)
        {
            return Refused;
        }

        if (row.TenantDeleted)
        {
            return Hold(session, row, HoldReasons.TenantDeleted, null, now);
        }

        var (epoch, held) = Fold(session, tenant.ToString(), row);
        if (held)
        {
            return Hold(session, row, HoldReasons.SwitchHold, row.TenantEpoch, now);
        }

        return session.FirstNumber("messages.revision_of_epoch", ("tenant", tenant.ToString()), ("epoch", epoch)) is { } revision
            ? Begin(session, row, epoch, (int)revision, now)
            : Hold(session, row, HoldReasons.NoConnector, row.TenantEpoch, now);
    }

    private static (long Epoch, bool Held) Fold(Session session, string tenant, StartRow row) => row.QueueEpoch == row.TenantEpoch
        ? (row.QueueEpoch, false)
        : QueueFold.Of(row.QueueEpoch, session.Query(
            "messages.activations_after",
            activation => (activation.GetInt64(0), Words<QueuePolicy>.Parse(activation.GetString(1))),
            ("tenant", tenant),
            ("epoch", row.QueueEpoch)));

    private static StartOutcome Begin(Session session, StartRow row, long epoch, int revision, long now)
    {
        var attempt = row.Attempts + 1;
        session.Execute("messages.start", ("seq", row.Seq), ("now", now), ("epoch", epoch), ("attempt", attempt), ("revision", revision));
        return new StartOutcome(StartResult.Started, attempt, epoch, revision, row.Content, row.TenantVersion);
    }

    private static StartOutcome Hold(Session session, StartRow row, string reason, long? epoch, long now)
    {
        session.Execute("messages.hold", ("seq", row.Seq), ("now", now), ("reason", reason), ("epoch", epoch));
        return new StartOutcome(StartResult.Held);
    }

    private static StartRow Read(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.Bytes(3), row.GetInt64(4), row.GetBoolean(5), row.GetInt64(6));

    private sealed record StartRow(long Seq, long QueueEpoch, int Attempts, byte[] Content, long TenantEpoch, bool TenantDeleted, long TenantVersion);
}
