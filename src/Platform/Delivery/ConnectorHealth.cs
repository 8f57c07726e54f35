namespace EmailPlatform.Platform.Delivery;

/// <summary>A connector's health as this node sees it.</summary>
/// <param name="LastError">The code of the last failure that counted.</param>
public sealed record ConnectorHealth(BreakerState State, DateTimeOffset? Since, string? LastError);
