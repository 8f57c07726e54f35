using EmailPlatform.Connectors;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Postgres.Engine;
using EmailPlatform.Storage.Templates;

namespace EmailPlatform.Storage.Postgres.Templates;

/// <inheritdoc cref="ITemplateStore"/>
internal sealed class PostgresTemplateStore(PostgresDatabase database) : ITemplateStore
{
    public Task<TemplateVersion?> FindAsync(TenantId tenant, UsageType usageType, string locale, int number, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FirstAsync("templates.find", TemplateRows.Version, [.. TemplateRows.Key(tenant, usageType, locale), ("number", number)]), cancellationToken);

    public async Task<Page<TemplateVersion>> ListAsync(
        TenantId tenant, UsageType usageType, string locale, int? before, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.BrowseAsync(
            session => session.QueryAsync(
                "templates.list",
                TemplateRows.Version,
                [.. TemplateRows.Key(tenant, usageType, locale), ("before", before ?? int.MaxValue), ("limit", limit + 1)]),
            cancellationToken);
        return rows.Count > limit ? new Page<TemplateVersion>(rows[..limit], rows[limit - 1].Number) : new Page<TemplateVersion>(rows, null);
    }

    public async Task<int> LastNumberAsync(TenantId tenant, UsageType usageType, string locale, CancellationToken cancellationToken) => (int)(await database.ReadAsync(
        session => session.FirstNumberAsync("templates.last_number", TemplateRows.Key(tenant, usageType, locale)), cancellationToken) ?? 0);
}
