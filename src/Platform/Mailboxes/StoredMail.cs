using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Mailboxes;

/// <summary>A mail in a development mailbox, sealed.</summary>
/// <param name="Sequence">Its place in commit order, for cursors; 0 when new.</param>
public sealed record StoredMail(TenantId Tenant, MessageId Id, long Sequence, DateTimeOffset ReceivedAt, byte[] SealedMail);
