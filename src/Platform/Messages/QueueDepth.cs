namespace EmailPlatform.Platform.Messages;

/// <summary>How much of a tenant's mail waits, and since when the oldest.</summary>
public sealed record QueueDepth(long Queued, long Retrying, long Held, long Sending, long Unknown, DateTimeOffset? OldestAt);
