using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Connector;

/// <summary>How to switch.</summary>
/// <param name="ExpectedEpoch">The epoch that the caller saw; with another one nothing happens.</param>
/// <param name="Queued">What becomes of mail that is waiting.</param>
internal sealed record ActivateRequest(long? ExpectedEpoch = null, QueuePolicy Queued = QueuePolicy.Move, ForceRequest? Force = null);
