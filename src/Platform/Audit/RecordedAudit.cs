namespace EmailPlatform.Platform.Audit;

/// <summary>An audit entry as it stands in the store.</summary>
/// <param name="Number">Its place in commit order, for cursors.</param>
public sealed record RecordedAudit(long Number, AuditEntry Entry);
