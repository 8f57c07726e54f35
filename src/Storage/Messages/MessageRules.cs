using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Storage.Messages;

/// <summary>What a caller of a message store must not ask for: a mistake, not a failure.</summary>
internal static class MessageRules
{
    public static void Check(NewMessage message)
    {
        if (message.StartNow && message.Lease is null)
        {
            throw new ArgumentException("A message that is sent at once names the node that sends it.", nameof(message));
        }
    }

    public static void Check(AttemptRecord record)
    {
        var fits = record.Status switch
        {
            MessageStatus.Queued => record.DueAt is not null,
            MessageStatus.Retrying or MessageStatus.Unknown => true,
            MessageStatus.Sending => false,
            _ => record.DueAt is null,
        };
        if (!fits)
        {
            throw new ArgumentException($"{record.Status} and the due time do not go together.", nameof(record));
        }
    }
}
