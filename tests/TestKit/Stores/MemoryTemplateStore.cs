using EmailPlatform.Connectors;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>Versions of templates in memory.</summary>
public sealed class MemoryTemplateStore(MemoryStore store) : ITemplateStore
{
    private readonly List<TemplateVersion> _versions = [];

    /// <summary>How often a content was read.</summary>
    public int Reads { get; private set; }

    public Task<TemplateVersion?> FindAsync(TenantId tenant, UsageType usageType, string locale, int number, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            Reads++;
            return Task.FromResult(Of(tenant, usageType, locale).FirstOrDefault(version => version.Number == number));
        }
    }

    public Task<Page<TemplateVersion>> ListAsync(
        TenantId tenant, UsageType usageType, string locale, int? before, int limit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            var rows = Of(tenant, usageType, locale).Where(version => before is null || version.Number < before).Reverse().Take(limit + 1)
                .Select(version => version with { Source = null }).ToList();
            return Task.FromResult(rows.Count > limit ? new Page<TemplateVersion>(rows[..limit], rows[limit - 1].Number) : new Page<TemplateVersion>(rows, null));
        }
    }

    public Task<int> LastNumberAsync(TenantId tenant, UsageType usageType, string locale, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult(Of(tenant, usageType, locale).LastOrDefault()?.Number ?? 0);
        }
    }

    internal void Add(TemplateVersion version)
    {
        _versions.Add(version);
        _versions.RemoveAll(older => (older.Tenant, older.UsageType, older.Locale) == (version.Tenant, version.UsageType, version.Locale)
            && older.Number <= version.Number - TemplateVersion.Kept);
    }

    internal int Remove(TenantId tenant, int limit) => _versions.Where(version => version.Tenant == tenant).Take(limit).ToList().Count(_versions.Remove);

    private IEnumerable<TemplateVersion> Of(TenantId tenant, UsageType usageType, string locale) =>
        _versions.Where(version => version.Tenant == tenant && version.UsageType == usageType && version.Locale == locale);
}
