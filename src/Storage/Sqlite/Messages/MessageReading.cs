using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>Reads messages as they can be explained afterwards.</summary>
internal static class MessageReading
{
    public static Message? Find(Session session, TenantId tenant, MessageId id) =>
        session.First("messages.find", ReadMessage, ("id", id.ToBytes()), ("tenant", tenant.ToString())) is { } message
            ? message with { Attempts = session.Query("messages.attempts", ReadAttempt, ("message", message.Sequence)) }
            : null;

    public static QueueDepth Depth(Session session, TenantId tenant)
    {
        var id = tenant.ToString();
        MessageStatus[] waiting = [MessageStatus.Queued, MessageStatus.Retrying, MessageStatus.Held];
        var oldest = waiting.Select(status => session.FirstNumber("messages.oldest_of_status", ("tenant", id), ("status", Words<MessageStatus>.Of(status)))).Min();
        return new QueueDepth(
            Count(MessageStatus.Queued),
            Count(MessageStatus.Retrying),
            Count(MessageStatus.Held),
            session.FirstNumber("messages.count_sending", ("tenant", id)) ?? 0,
            Count(MessageStatus.Unknown),
            oldest is { } at ? Micros.ToTime(at) : null);

        long Count(MessageStatus status) =>
            session.FirstNumber("messages.count_of_status", ("tenant", id), ("status", Words<MessageStatus>.Of(status))) ?? 0;
    }

    public static Message ReadMessage(SqliteDataReader row) => new(
        row.MessageId(0),
        TenantId.Parse(row.GetString(1)),
        row.GetInt64(2),
        UsageType.Parse(row.GetString(3)),
        row.GetString(4),
        row.TextOrNull(5),
        row.TextOrNull(6),
        Words<MessageStatus>.Parse(row.GetString(7)),
        row.TextOrNull(8),
        row.GetInt64(9),
        row.Time(10),
        row.Time(11),
        row.Time(12),
        row.TimeOrNull(13),
        []);

    private static Attempt ReadAttempt(SqliteDataReader row) => new(
        row.GetInt32(0),
        row.Time(1),
        row.GetDouble(2),
        row.GetInt64(3),
        row.GetInt32(4),
        row.GetString(5),
        Words<OutcomeKind>.Parse(row.GetString(6)),
        row.TextOrNull(7) is { } scope ? Words<FaultScope>.Parse(scope) : null,
        row.GetString(8),
        row.TextOrNull(9),
        row.TextOrNull(10),
        row.TimeOrNull(11));
}
