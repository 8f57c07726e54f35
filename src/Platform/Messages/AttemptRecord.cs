using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>An attempt's end, to be written together with what the message becomes by it.</summary>
/// <param name="Lease">The fence: nothing is written unless the row is still this node's, sending, and at this attempt.</param>
/// <param name="Status">What the message becomes.</param>
/// <param name="DueAt">When it is due again; <c>null</c> when it is not.</param>
/// <param name="Reason">Why, where the status needs one.</param>
public sealed record AttemptRecord(
    MessageId Id,
    TenantId Tenant,
    NodeLease Lease,
    Attempt Attempt,
    MessageStatus Status,
    DateTimeOffset? DueAt,
    DateTimeOffset At,
    string? Reason = null);
