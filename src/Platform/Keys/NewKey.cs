namespace EmailPlatform.Platform.Keys;

/// <summary>A key that somebody wants made.</summary>
/// <param name="Scopes">Names of scopes; none for an admin key.</param>
/// <param name="Hash">SHA-256, lower-case hex, of a key that the caller made; then none is made here.</param>
public sealed record NewKey(string? Name, IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpiresAt = null, string? Hash = null);
