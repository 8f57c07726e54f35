using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>Reads messages as they can be explained afterwards.</summary>
internal static class MessageReading
{
    public static Message? Find(Session session, TenantId tenant, MessageId id) =>
        session.First("messages.find", MessageRows.Message, ("id", id.ToBytes()), ("tenant", tenant.ToString())) is { } message
            ? message with { Attempts = session.Query("messages.attempts", MessageRows.Attempt, ("message", message.Sequence)) }
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
}
