using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>A waiting message as the dispatcher holds it in memory: no content.</summary>
public sealed record QueuedMessage(
    MessageId Id,
    TenantId Tenant,
    UsageType UsageType,
    DateTimeOffset DueAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset CreatedAt,
    UnknownPolicy OnUnknown,
    int Attempts);
