using EmailPlatform.Connectors;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>A message about to become durable.</summary>
/// <param name="ExpectedVersion">The tenant's version that the request was validated against: the insert happens only while it is still that.</param>
/// <param name="Recipient">The address as given.</param>
/// <param name="RecipientKey">The address in the form that is compared (<see cref="EmailAddress.Key"/>).</param>
/// <param name="SealedContent">Payload and everything needed to send, sealed; erased with the final status.</param>
/// <param name="OnUnknown">What to do when an attempt's end cannot be known, also after a crash.</param>
/// <param name="Supersedes">Whether older messages for the same recipient key and usage that still wait (queued, retrying, held, or unknown with a due time) are superseded by this one, in the same transaction.</param>
/// <param name="StartNow">Insert as <c>sending</c>, attempt 1 begun, because a send slot is taken already; else as <c>queued</c>.</param>
/// <param name="Lease">The node that will see to it; <c>null</c> leaves it to whoever leases it.</param>
/// <param name="Keep">The answer to keep under the request's key, in the same transaction. Where one of another message is kept already, nothing is inserted.</param>
public sealed record NewMessage(
    MessageId Id,
    TenantId Tenant,
    long ExpectedVersion,
    UsageType UsageType,
    string Recipient,
    string RecipientKey,
    string? Locale,
    string? Metadata,
    byte[] SealedContent,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    UnknownPolicy OnUnknown,
    bool Supersedes,
    bool StartNow,
    NodeLease? Lease,
    KeptAnswer? Keep = null);
