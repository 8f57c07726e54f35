using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Postgres.Engine;
using Npgsql;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <summary>Reads messages as they can be explained afterwards.</summary>
internal static class MessageReading
{
    public static async Task<Message?> FindAsync(PostgresSession session, TenantId tenant, MessageId id) =>
        await session.FirstAsync("messages.find", ReadMessage, ("id", id.Value), ("tenant", tenant.ToString())) is { } message
            ? message with { Attempts = await session.QueryAsync("messages.attempts", ReadAttempt, ("message", message.Sequence)) }
            : null;

    public static async Task<QueueDepth> DepthAsync(PostgresSession session, TenantId tenant)
    {
        var id = tenant.ToString();
        var queued = await LookAsync(session, id, MessageStatus.Queued);
        var retrying = await LookAsync(session, id, MessageStatus.Retrying);
        var held = await LookAsync(session, id, MessageStatus.Held);
        var unknown = await session.FirstNumberAsync("messages.count_of_status", ("tenant", id), ("status", Words<MessageStatus>.Of(MessageStatus.Unknown)));
        var sending = await session.FirstNumberAsync("messages.count_sending", ("tenant", id));
        DateTimeOffset?[] oldest = [queued.Oldest, retrying.Oldest, held.Oldest];
        return new QueueDepth(queued.Count, retrying.Count, held.Count, sending ?? 0, unknown ?? 0, oldest.Min());
    }

    public static Message ReadMessage(NpgsqlDataReader row) => new(
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

    private static async Task<(long Count, DateTimeOffset? Oldest)> LookAsync(PostgresSession session, string tenant, MessageStatus status)
    {
        var word = Words<MessageStatus>.Of(status);
        var count = await session.FirstNumberAsync("messages.count_of_status", ("tenant", tenant), ("status", word));
        var oldest = await session.QueryAsync("messages.oldest_of_status", row => row.TimeOrNull(0), ("tenant", tenant), ("status", word));
        return (count ?? 0, oldest.FirstOrDefault());
    }

    private static Attempt ReadAttempt(NpgsqlDataReader row) => new(
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
