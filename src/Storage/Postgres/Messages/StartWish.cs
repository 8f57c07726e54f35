using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <summary>Somebody's wish to begin an attempt.</summary>
internal sealed record StartWish(TenantId Tenant, MessageId Id, NodeLease Lease, DateTimeOffset At);
