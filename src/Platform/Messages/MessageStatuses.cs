namespace EmailPlatform.Platform.Messages;

/// <summary>What can be said of statuses in general.</summary>
public static class MessageStatuses
{
    /// <summary>Whether nothing will happen to the message any more by itself.</summary>
    public static bool IsFinal(this MessageStatus status) => status switch
    {
        MessageStatus.Queued or MessageStatus.Sending or MessageStatus.Retrying or MessageStatus.Held or MessageStatus.Unknown => false,
        MessageStatus.Sent or MessageStatus.Failed or MessageStatus.Expired or MessageStatus.Superseded or MessageStatus.Cancelled => true,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>Whether payload and content go with this status; <c>failed</c> keeps them until expiry, so that it can be sent again.</summary>
    public static bool ErasesContent(this MessageStatus status) => status.IsFinal() && status != MessageStatus.Failed;
}
