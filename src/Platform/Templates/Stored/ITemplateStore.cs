using EmailPlatform.Connectors;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>
/// Where versions of templates live. They are written with the change of the tenant that makes them the current ones
/// (<see cref="TenantChange.NewTemplates"/>), and only the newest <see cref="TemplateVersion.Kept"/> of each template are kept.
/// </summary>
public interface ITemplateStore
{
    Task<TemplateVersion?> FindAsync(TenantId tenant, UsageType usageType, string locale, int number, CancellationToken cancellationToken);

    /// <summary>Newest first, those with a number below the one given (all when <c>null</c>), without their contents.</summary>
    Task<Page<TemplateVersion>> ListAsync(TenantId tenant, UsageType usageType, string locale, int? before, int limit, CancellationToken cancellationToken);

    /// <summary>The number of the newest version, 0 when there never was one.</summary>
    Task<int> LastNumberAsync(TenantId tenant, UsageType usageType, string locale, CancellationToken cancellationToken);
}
