using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>One version of a tenant's template, as it is stored and never changed.</summary>
/// <param name="Hash">Of the content; <c>null</c> where the version is that the template was deleted.</param>
/// <param name="By">The key's name.</param>
/// <param name="Source">The content; <c>null</c> in lists, and where the template was deleted.</param>
public sealed record TemplateVersion(
    TenantId Tenant,
    UsageType UsageType,
    string Locale,
    int Number,
    string? Hash,
    DateTimeOffset At,
    string By,
    TemplateSource? Source = null)
{
    /// <summary>How many versions of one template are kept, the newest.</summary>
    public const int Kept = 100;

    /// <summary>How the tenant's index names it; only of one that has a content.</summary>
    internal TemplateEntry ToEntry() => new(UsageType, Locale, Number, Hash ?? "", At, By);
}
