using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Keys;

/// <summary>A key of the HTTP API. The key itself is never stored, only a hash of it.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="IsAdmin">Admin keys reach everything; others what their scopes and tenants say.</param>
/// <param name="Tenants">The tenants that a tenant key belongs to; empty for admin keys.</param>
/// <param name="Hash">SHA-256 of the key, lower-case hex: keys are 256 random bits, so a plain hash cannot be searched.</param>
/// <param name="Prefix">The first characters of the key, to recognise it by.</param>
/// <param name="Scopes">Names of scopes; empty for admin keys.</param>
public sealed record ApiKey(
    string Id,
    string Name,
    bool IsAdmin,
    IReadOnlyList<TenantId> Tenants,
    string Hash,
    string Prefix,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt = null,
    DateTimeOffset? RevokedAt = null,
    DateTimeOffset? LastUsedAt = null,
    string? LastUsedFrom = null);
