using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>Promotions that were applied. They are written with the change of the target that they are (<see cref="TenantChange"/>).</summary>
public interface IPromotionStore
{
    Task<Promotion?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Newest first, those into a tenant and those out of it, after the place given (all when <c>null</c>). A page ends early
    /// once it holds some 8 MiB.
    /// </summary>
    Task<Page<Promotion>> ListAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken);
}
