using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Postgres.Engine;
using EmailPlatform.Storage.Promotions;

namespace EmailPlatform.Storage.Postgres.Promotions;

/// <inheritdoc cref="IPromotionStore"/>
internal sealed class PostgresPromotionStore(PostgresDatabase database) : IPromotionStore
{
    public async Task<Promotion?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await database.ReadAsync(session => session.FirstAsync("promotions.find", PromotionRows.Read, ("id", id)), cancellationToken))?.Promotion;

    public async Task<Page<Promotion>> ListAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken)
    {
        var page = await database.BrowseAsync(
            session => session.PageAsync(
                "promotions.list", PromotionRows.Read, row => row.Size, row => row.Number, limit, ("tenant", tenant.ToString()), ("before", before ?? long.MaxValue)),
            cancellationToken);
        return new Page<Promotion>([.. page.Items.Select(row => row.Promotion)], page.Next);
    }
}
