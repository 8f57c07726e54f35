namespace EmailPlatform.Server.Keys;

/// <summary>An admin key to make.</summary>
/// <param name="Name">For people.</param>
/// <param name="Hash">SHA-256, lower-case hex, of a key that the caller made.</param>
internal sealed record AdminKeyRequest(string Name, DateTimeOffset? ExpiresAt = null, string? Hash = null);
