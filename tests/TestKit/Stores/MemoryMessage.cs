using EmailPlatform.Platform.Messages;

namespace EmailPlatform.TestKit.Stores;

/// <summary>A row of <see cref="MemoryMessageStore"/>, with what only the store knows.</summary>
/// <param name="Message">As it was inserted.</param>
/// <param name="QueueEpoch">The epoch that it waits on.</param>
/// <param name="StalledEpoch">The tenant's epoch when it was held or came to wait for the next activation; <c>null</c> when it does not.</param>
public sealed record MemoryMessage(
    NewMessage Message,
    long Sequence,
    long Epoch,
    int? FirstRevision,
    MessageStatus Status,
    DateTimeOffset StatusAt,
    string? Reason,
    DateTimeOffset? DueAt,
    long QueueEpoch,
    NodeLease? Lease,
    int Attempts,
    DateTimeOffset AttemptStartedAt,
    long AttemptEpoch,
    int AttemptRevision,
    byte[]? SealedContent,
    long? StalledEpoch,
    IReadOnlyList<Attempt> Ended)
{
    /// <summary>Whether a newer one for the same recipient and usage takes its place.</summary>
    internal bool CanBeSuperseded =>
        Status is MessageStatus.Queued or MessageStatus.Retrying or MessageStatus.Held || (Status == MessageStatus.Unknown && DueAt is not null);

    internal bool IsFor(NewMessage other) =>
        Message.Tenant == other.Tenant && Message.RecipientKey == other.RecipientKey && Message.UsageType == other.UsageType;

    internal Message Show() => new(
        Message.Id,
        Message.Tenant,
        Sequence,
        Message.UsageType,
        Message.Recipient,
        Message.Locale,
        Message.Metadata,
        Status,
        Reason,
        Epoch,
        Message.CreatedAt,
        Message.ExpiresAt,
        StatusAt,
        DueAt,
        Ended);
}
