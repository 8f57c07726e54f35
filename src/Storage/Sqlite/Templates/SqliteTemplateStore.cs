using EmailPlatform.Connectors;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;
using EmailPlatform.Storage.Templates;

namespace EmailPlatform.Storage.Sqlite.Templates;

/// <inheritdoc cref="ITemplateStore"/>
internal sealed class SqliteTemplateStore(SqliteDatabase database) : ITemplateStore
{
    public Task<TemplateVersion?> FindAsync(TenantId tenant, UsageType usageType, string locale, int number, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.First("templates.find", TemplateRows.Version, [.. TemplateRows.Key(tenant, usageType, locale), ("number", number)]), cancellationToken);

    public Task<Page<TemplateVersion>> ListAsync(
        TenantId tenant, UsageType usageType, string locale, int? before, int limit, CancellationToken cancellationToken) => database.BrowseAsync(
        session => session.Page(
            "templates.list",
            TemplateRows.Version,
            _ => 0,
            version => version.Number,
            limit,
            [.. TemplateRows.Key(tenant, usageType, locale), ("before", before ?? int.MaxValue)]),
        cancellationToken);

    public async Task<int> LastNumberAsync(TenantId tenant, UsageType usageType, string locale, CancellationToken cancellationToken) => (int)(await database.ReadAsync(
        session => session.FirstNumber("templates.last_number", TemplateRows.Key(tenant, usageType, locale)), cancellationToken) ?? 0);
}
