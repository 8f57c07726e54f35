namespace EmailPlatform.Platform.Messages;

/// <summary>Where a message stands.</summary>
public enum MessageStatus
{
    /// <summary>Durable, waits for its first attempt.</summary>
    Queued,

    /// <summary>An attempt has started, on the record.</summary>
    Sending,

    /// <summary>Waits for another attempt.</summary>
    Retrying,

    /// <summary>Waits for a release or an activation.</summary>
    Held,

    /// <summary>Its content went out and nobody can tell whether it was taken; sent again when its usage says so.</summary>
    Unknown,

    /// <summary>The provider took it.</summary>
    Sent,

    /// <summary>Refused for good.</summary>
    Failed,

    /// <summary>Not sent before its content lost its worth.</summary>
    Expired,

    /// <summary>A newer one for the same recipient and usage took its place.</summary>
    Superseded,

    /// <summary>Withdrawn by its sender.</summary>
    Cancelled,
}
