namespace EmailPlatform.Platform.Tenants;

/// <summary>The wish to let a revision send.</summary>
/// <param name="ExpectedEpoch">The epoch that the caller saw: with another one nothing happens. <c>null</c>: whatever it is.</param>
/// <param name="ForceReason">Overrides the guards; the audit shows it.</param>
public sealed record ActivationRequest(
    int Revision,
    long? ExpectedEpoch = null,
    QueuePolicy Queued = QueuePolicy.Move,
    string? ForceReason = null);
