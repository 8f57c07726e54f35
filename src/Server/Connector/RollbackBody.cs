using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Connector;

/// <summary>How to go back.</summary>
internal sealed record RollbackBody(long? ExpectedEpoch = null, QueuePolicy Queued = QueuePolicy.Move);
