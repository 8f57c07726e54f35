using EmailPlatform.Platform.Templates.Choosing;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Proof of a test, bound to the hash of the configuration tested, also of one that was not stored.</summary>
/// <param name="UsageTypes">The usages whose test was ok.</param>
/// <param name="Locales">The locales rendered.</param>
/// <param name="Templates">What was rendered, by usage and locale; <c>null</c> from before tenants had templates.</param>
public sealed record Receipt(
    string Id,
    TenantId Tenant,
    string Hash,
    string Type,
    IReadOnlyList<string> UsageTypes,
    IReadOnlyList<string> Locales,
    DateTimeOffset At,
    string By,
    IReadOnlyList<RenderedTemplate>? Templates = null);
