using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Tenants;

/// <summary>
/// What is stored of a tenant in one row. <paramref name="Version"/> counts every change (epoch, settings, templates, keys, deletion):
/// a change is written on the condition that the version is still the one it was made from, and a message is accepted
/// on the condition that the version is still the one it was validated against.
/// </summary>
/// <param name="Version">1 when created.</param>
/// <param name="LastRevision">The newest revision's number, 0 when there is none.</param>
/// <param name="Epoch">Counts activations and deletions of the connector; 0 before the first.</param>
/// <param name="ActiveRevision">The revision that sends, <c>null</c> when no connector is active.</param>
/// <param name="Templates">The tenant's own templates, of this very version; <c>null</c> when it has none.</param>
/// <param name="DeletedAt">Set when the tenant was deleted; it is purged thirty days later.</param>
public sealed record TenantState(
    TenantId Id,
    string Name,
    TenantEnvironment Environment,
    TenantSettings Settings,
    long Version,
    int LastRevision,
    long Epoch,
    int? ActiveRevision,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeletedAt = null,
    TemplateIndex? Templates = null);
