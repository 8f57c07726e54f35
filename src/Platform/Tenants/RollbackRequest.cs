namespace EmailPlatform.Platform.Tenants;

/// <summary>The wish to go back to the revision that was active before the current activation.</summary>
/// <param name="ExpectedEpoch">As in <see cref="ActivationRequest"/>.</param>
public sealed record RollbackRequest(long? ExpectedEpoch = null, QueuePolicy Queued = QueuePolicy.Move);
