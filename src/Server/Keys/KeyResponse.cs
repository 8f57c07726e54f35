using EmailPlatform.Platform.Keys;

namespace EmailPlatform.Server.Keys;

/// <summary>A key, without the key itself.</summary>
/// <param name="Prefix">Its first characters, to recognise it by.</param>
/// <param name="Key">The key itself: only in the answer that makes it.</param>
internal sealed record KeyResponse(
    string Id,
    string Name,
    string Prefix,
    IReadOnlyList<string>? Scopes,
    IReadOnlyList<string>? Tenants,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string? LastUsedFrom,
    string? Key = null)
{
    /// <summary>Names only the tenants that the caller reaches: who else shares a key is not a tenant's to know.</summary>
    public static KeyResponse Of(ApiKey key, Caller caller) => new(
        key.Id,
        key.Name,
        key.Prefix,
        key.IsAdmin ? null : key.Scopes,
        key.IsAdmin ? null : [.. key.Tenants.Where(caller.Reaches).Select(tenant => tenant.ToString())],
        key.CreatedAt,
        key.CreatedBy,
        key.ExpiresAt,
        key.LastUsedAt,
        key.LastUsedFrom);

    public static KeyResponse Of(CreatedKey created, Caller caller) => Of(created.Key, caller) with { Key = created.Text?.Reveal() };
}
