using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.TestKit.Stores;

/// <summary>Promotions in memory.</summary>
public sealed class MemoryPromotionStore(MemoryStore store) : IPromotionStore
{
    private readonly SortedDictionary<long, Promotion> _promotions = [];
    private long _last;

    public Task<Promotion?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return Task.FromResult(_promotions.Values.FirstOrDefault(promotion => promotion.Id == id));
        }
    }

    public Task<Page<Promotion>> ListAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            var rows = _promotions
                .Where(row => (row.Value.Source == tenant || row.Value.Target == tenant) && (before is null || row.Key < before))
                .OrderByDescending(row => row.Key)
                .Take(limit + 1)
                .ToList();
            return Task.FromResult(new Page<Promotion>([.. rows.Take(limit).Select(row => row.Value)], rows.Count > limit ? rows[limit - 1].Key : null));
        }
    }

    internal void Write(Promotion promotion)
    {
        var row = _promotions.FirstOrDefault(row => row.Value.Id == promotion.Id);
        _promotions[row.Value is null ? ++_last : row.Key] = promotion;
    }

    internal int Remove(TenantId tenant, int limit) =>
        _promotions.Where(row => row.Value.Target == tenant).Take(limit).ToList().Count(row => _promotions.Remove(row.Key));
}
