namespace EmailPlatform.Platform.Tenants;

/// <summary>An immutable, numbered configuration of a connector.</summary>
/// <param name="Number">1, 2, 3 … within the tenant.</param>
/// <param name="Type">The connector type's own id, never an alias.</param>
/// <param name="Hash">HMAC of type and stored configuration, secrets included: what a test receipt is bound to.</param>
/// <param name="PublicConfig">JSON to show: each secret as <c>{ "keep": number, "fingerprint": … }</c>.</param>
/// <param name="SealedConfig">The stored configuration, sealed; <c>null</c> once retired.</param>
/// <param name="UsageTypes">The usages that it configures itself, for the tested rule and the in-use guard; empty when tenant templates alone serve.</param>
/// <param name="CreatedBy">The key's name.</param>
public sealed record Revision(
    TenantId Tenant,
    int Number,
    string Type,
    string Hash,
    string PublicConfig,
    byte[]? SealedConfig,
    IReadOnlyList<string> UsageTypes,
    string? Comment,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? RetiredAt = null);
