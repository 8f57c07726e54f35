using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <summary>Reads messages as they can be explained afterwards.</summary>
internal static class MessageReading
{
    public static async Task<Message?> FindAsync(PostgresSession session, TenantId tenant, MessageId id) =>
        await session.FirstAsync("messages.find", MessageRows.Message, ("id", id.Value), ("tenant", tenant.ToString())) is { } message
            ? message with { Attempts = await session.QueryAsync("messages.attempts", MessageRows.Attempt, ("message", message.Sequence)) }
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

    private static async Task<(long Count, DateTimeOffset? Oldest)> LookAsync(PostgresSession session, string tenant, MessageStatus status)
    {
        var word = Words<MessageStatus>.Of(status);
        var count = await session.FirstNumberAsync("messages.count_of_status", ("tenant", tenant), ("status", word));
        var oldest = await session.QueryAsync("messages.oldest_of_status", row => row.TimeOrNull(0), ("tenant", tenant), ("status", word));
        return (count ?? 0, oldest.FirstOrDefault());
    }
}
