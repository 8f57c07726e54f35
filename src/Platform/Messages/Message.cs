using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>A message as it can be explained afterwards; attempts in order.</summary>
/// <param name="Sequence">Its place in commit order, for cursors.</param>
/// <param name="Recipient">The address; empty once erased on request.</param>
/// <param name="Epoch">The tenant's epoch when it was accepted.</param>
/// <param name="StatusAt">When it took its status.</param>
/// <param name="Reason">Why it is held, failed, expired or cancelled.</param>
public sealed record Message(
    MessageId Id,
    TenantId Tenant,
    long Sequence,
    UsageType UsageType,
    string Recipient,
    string? Locale,
    string? Metadata,
    MessageStatus Status,
    string? Reason,
    long Epoch,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset StatusAt,
    DateTimeOffset? DueAt,
    IReadOnlyList<Attempt> Attempts)
{
    /// <summary>Whether it has come to its end, or to where only a person or an activation moves it on.</summary>
    public bool IsAtRest => DueAt is null && Status != MessageStatus.Sending;
}
