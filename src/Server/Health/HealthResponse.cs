namespace EmailPlatform.Server.Health;

/// <summary>Whether this node can do its work.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Reason">Only for callers with a key.</param>
internal sealed record HealthResponse(string Status, string? Reason = null);
