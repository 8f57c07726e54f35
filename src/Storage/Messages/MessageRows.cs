using System.Data.Common;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Messages;

/// <summary>Reads rows of messages and attempts; both stores select the same columns in the same order.</summary>
internal static class MessageRows
{
    /// <summary>As a look-up or a list selects it; without attempts.</summary>
    public static Message Message(DbDataReader row) => new(
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

    public static Attempt Attempt(DbDataReader row) => new(
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

    /// <summary>As a lease returns it.</summary>
    public static QueuedMessage Queued(DbDataReader row) => new(
        row.MessageId(0),
        TenantId.Parse(row.GetString(1)),
        UsageType.Parse(row.GetString(2)),
        row.Time(3),
        row.Time(4),
        row.Time(5),
        Words<UnknownPolicy>.Parse(row.GetString(6)),
        row.GetInt32(7));
}
