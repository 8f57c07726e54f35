using System.Text;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Postgres.Audit;
using EmailPlatform.Storage.Postgres.Engine;
using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Postgres.Tenants;

/// <inheritdoc cref="ITenantStore"/>
internal sealed class PostgresTenantStore(PostgresDatabase database) : ITenantStore
{
    // Nobody tests one configuration more often than its usages have locales; the newest say enough.
    private const int ReceiptsRead = 200;

    public Task<bool> TryWriteAsync(TenantChange change, CancellationToken cancellationToken)
    {
        if (change.Next.Version != change.ExpectedVersion + 1)
        {
            throw new ArgumentException("A change carries the version that follows the expected one.", nameof(change));
        }

        return database.WriteAsync(session => TenantWriting.TryWriteAsync(session, change), cancellationToken);
    }

    public Task<TenantState?> FindAsync(TenantId tenant, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FirstAsync("tenants.find", TenantRows.State, ("id", tenant.ToString())), cancellationToken);

    public async Task<IReadOnlyList<TenantState>> ListAsync(TenantId? after, int limit, CancellationToken cancellationToken) => await database.BrowseAsync(
        session => session.QueryAsync("tenants.list", TenantRows.State, ("after", after?.ToString() ?? ""), ("limit", limit)), cancellationToken);

    public Task<Revision?> FindRevisionAsync(TenantId tenant, int number, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FirstAsync("tenants.find_revision", TenantRows.Revision, ("tenant", tenant.ToString()), ("number", number)), cancellationToken);

    public Task<Page<Revision>> ListRevisionsAsync(TenantId tenant, int? before, int limit, CancellationToken cancellationToken) => database.BrowseAsync(
        session => session.PageAsync(
            "tenants.list_revisions",
            TenantRows.Revision,
            // Counted as the statement counts, or the page would end without saying that there is more.
            revision => Encoding.UTF8.GetByteCount(revision.PublicConfig),
            revision => revision.Number,
            limit,
            ("tenant", tenant.ToString()),
            ("before", before ?? int.MaxValue)),
        cancellationToken);

    public Task<Activation?> FindActivationAsync(TenantId tenant, long epoch, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FirstAsync("tenants.find_activation", TenantRows.Activation, ("tenant", tenant.ToString()), ("epoch", epoch)), cancellationToken);

    public async Task<IReadOnlyList<Activation>> ListActivationsAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken) => await database.BrowseAsync(
        session => session.QueryAsync(
            "tenants.list_activations", TenantRows.Activation, ("tenant", tenant.ToString()), ("before", before ?? long.MaxValue), ("limit", limit)),
        cancellationToken);

    public Task AddReceiptAsync(Receipt receipt, AuditEntry audit, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var added = await session.ExecuteAsync("tenants.insert_receipt", TenantValues.Of(receipt));
            return added == 1 ? await AuditWriting.InsertAsync(session, audit) : added;
        },
        cancellationToken);

    public async Task<IReadOnlyList<Receipt>> ListReceiptsAsync(TenantId tenant, string? hash, int limit, CancellationToken cancellationToken) => await database.BrowseAsync(
        session => hash is null
            ? session.QueryAsync("tenants.list_receipts", TenantRows.Receipt, ("tenant", tenant.ToString()), ("limit", limit))
            : session.QueryAsync("tenants.list_receipts_of_hash", TenantRows.Receipt, ("tenant", tenant.ToString()), ("hash", hash), ("limit", limit)),
        cancellationToken);

    public Task<ILookup<string, string>> ListProvedUsagesAsync(TenantId tenant, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken)
    {
        // An activation asks for one, and should not wait behind lists.
        return hashes.Count == 1 ? database.ReadAsync(Read, cancellationToken) : database.BrowseAsync(Read, cancellationToken);

        async Task<ILookup<string, string>> Read(PostgresSession session)
        {
            var usages = await session.QueryAsync(
                "tenants.proved_usages",
                row => (Hash: row.GetString(0), Usage: row.GetString(1)),
                ("hashes", hashes.Distinct(StringComparer.Ordinal).ToArray()),
                ("tenant", tenant.ToString()),
                ("limit", ReceiptsRead));
            return usages.ToLookup(row => row.Hash, row => row.Usage, StringComparer.Ordinal);
        }
    }

    public Task<TimeSpan?> TryCountAsync(
        TenantId tenant, string purpose, int limit, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => SlidingWindow.TryCountAsync(session, tenant, purpose, limit, window, now), cancellationToken);
}
