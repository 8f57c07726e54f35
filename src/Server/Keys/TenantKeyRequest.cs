namespace EmailPlatform.Server.Keys;

/// <summary>A tenant key to make.</summary>
/// <param name="Name">For people.</param>
/// <param name="Tenants">Further tenants that it reaches; only admins make such keys.</param>
/// <param name="Hash">SHA-256, lower-case hex, of a key that the caller made.</param>
internal sealed record TenantKeyRequest(
    string Name,
    IReadOnlyList<string> Scopes,
    DateTimeOffset? ExpiresAt = null,
    string? Hash = null,
    IReadOnlyList<string>? Tenants = null);
