using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Delivery;

/// <summary>An attempt that has begun on the record and now has to be made.</summary>
/// <param name="Lease">The life that it was started under: only that may send it, and record what came of it.</param>
/// <param name="Content">What to send; <c>null</c> when it could not be unsealed.</param>
/// <param name="Attempt">Its number, from 1.</param>
/// <param name="Epoch">The epoch that it is made on, and finishes on.</param>
/// <param name="Revision">The revision of that epoch.</param>
/// <param name="Version">The tenant's version when it began.</param>
public sealed record Delivery(
    MessageId Id,
    TenantId Tenant,
    NodeLease Lease,
    UsageType UsageType,
    MessageContent? Content,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    UnknownPolicy OnUnknown,
    int Attempt,
    long Epoch,
    int Revision,
    long Version);
