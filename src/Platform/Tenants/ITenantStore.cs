using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Where tenants live. Every write is durable when its task completes; every infrastructure failure throws <see cref="StoreUnavailableException"/>.</summary>
public interface ITenantStore
{
    /// <summary>Writes a change; <c>false</c> when the stored version was another one (or, for version 0, the id was ever used), and then nothing is written.</summary>
    Task<bool> TryWriteAsync(TenantChange change, CancellationToken cancellationToken);

    /// <summary>The newest committed state, deleted tenants included; <c>null</c> when there never was one.</summary>
    Task<TenantState?> FindAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Tenants that are not deleted, in order of their ids, after the id given.</summary>
    Task<IReadOnlyList<TenantState>> ListAsync(TenantId? after, int limit, CancellationToken cancellationToken);

    Task<Revision?> FindRevisionAsync(TenantId tenant, int number, CancellationToken cancellationToken);

    /// <summary>
    /// Newest first, those with a number below the one given (all when <c>null</c>), without their sealed configurations. A
    /// page ends early once it holds some 8 MiB.
    /// </summary>
    Task<Page<Revision>> ListRevisionsAsync(TenantId tenant, int? before, int limit, CancellationToken cancellationToken);

    Task<Activation?> FindActivationAsync(TenantId tenant, long epoch, CancellationToken cancellationToken);

    /// <summary>Newest first, those with an epoch below the one given (all when <c>null</c>).</summary>
    Task<IReadOnlyList<Activation>> ListActivationsAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Keeps a receipt; the same id twice is one receipt.</summary>
    Task AddReceiptAsync(Receipt receipt, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The receipts for a hash, newest first; all of the tenant's when <paramref name="hash"/> is <c>null</c>.</summary>
    Task<IReadOnlyList<Receipt>> ListReceiptsAsync(TenantId tenant, string? hash, int limit, CancellationToken cancellationToken);

    /// <summary>By hash, the usages that its receipts hold ok for, together.</summary>
    Task<ILookup<string, string>> ListProvedUsagesAsync(TenantId tenant, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken);

    /// <summary>Counts one use against a sliding window and answers whether it is within the limit; exact under concurrency, durable.</summary>
    /// <param name="purpose">What is counted: <c>connector_test</c>. One purpose has one window.</param>
    /// <returns><c>null</c> when counted, else how long to wait.</returns>
    Task<TimeSpan?> TryCountAsync(TenantId tenant, string purpose, int limit, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken);
}
