using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Audit;
using EmailPlatform.Storage.Sqlite.Engine;
using EmailPlatform.Storage.Tenants;

namespace EmailPlatform.Storage.Sqlite.Tenants;

/// <inheritdoc cref="ITenantStore"/>
internal sealed class SqliteTenantStore(SqliteDatabase database) : ITenantStore
{
    // Nobody tests one configuration more often than its usages have locales; the newest say enough.
    private const int ReceiptsRead = 200;

    public Task<bool> TryWriteAsync(TenantChange change, CancellationToken cancellationToken)
    {
        if (change.Next.Version != change.ExpectedVersion + 1)
        {
            throw new ArgumentException("A change carries the version that follows the expected one.", nameof(change));
        }

        return database.WriteAsync(session => TenantWriting.TryWrite(session, change), Size(change), cancellationToken);
    }

    public Task<TenantState?> FindAsync(TenantId tenant, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.First("tenants.find", TenantRows.State, ("id", tenant.ToString())), cancellationToken);

    public async Task<IReadOnlyList<TenantState>> ListAsync(TenantId? after, int limit, CancellationToken cancellationToken) => await database.BrowseAsync(
        session => session.Query("tenants.list", TenantRows.State, ("after", after?.ToString() ?? ""), ("limit", limit)), cancellationToken);

    public Task<Revision?> FindRevisionAsync(TenantId tenant, int number, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.First("tenants.find_revision", TenantRows.Revision, ("tenant", tenant.ToString()), ("number", number)), cancellationToken);

    public Task<Page<Revision>> ListRevisionsAsync(TenantId tenant, int? before, int limit, CancellationToken cancellationToken) => database.BrowseAsync(
        session => session.Page(
            "tenants.list_revisions",
            TenantRows.Revision,
            revision => revision.PublicConfig.Length,
            revision => revision.Number,
            limit,
            ("tenant", tenant.ToString()),
            ("before", before ?? int.MaxValue)),
        cancellationToken);

    public Task<Activation?> FindActivationAsync(TenantId tenant, long epoch, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.First("tenants.find_activation", TenantRows.Activation, ("tenant", tenant.ToString()), ("epoch", epoch)), cancellationToken);

    public async Task<IReadOnlyList<Activation>> ListActivationsAsync(TenantId tenant, long? before, int limit, CancellationToken cancellationToken) => await database.BrowseAsync(
        session => session.Query(
            "tenants.list_activations", TenantRows.Activation, ("tenant", tenant.ToString()), ("before", before ?? long.MaxValue), ("limit", limit)),
        cancellationToken);

    public async Task AddReceiptAsync(Receipt receipt, AuditEntry audit, CancellationToken cancellationToken) => await database.WriteAsync(
        session =>
        {
            var added = session.Execute("tenants.insert_receipt", TenantValues.Of(receipt));
            if (added == 1)
            {
                AuditWriting.Insert(session, audit);
            }

            return added;
        },
        cancellationToken);

    public async Task<IReadOnlyList<Receipt>> ListReceiptsAsync(TenantId tenant, string? hash, int limit, CancellationToken cancellationToken) => await database.BrowseAsync(
        session => hash is null
            ? session.Query("tenants.list_receipts", TenantRows.Receipt, ("tenant", tenant.ToString()), ("limit", limit))
            : session.Query("tenants.list_receipts_of_hash", TenantRows.Receipt, ("tenant", tenant.ToString()), ("hash", hash), ("limit", limit)),
        cancellationToken);

    public Task<ILookup<string, string>> ListProvedUsagesAsync(TenantId tenant, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken)
    {
        // An activation asks for one, and should not wait behind lists.
        return hashes.Count == 1 ? database.ReadAsync(Read, cancellationToken) : database.BrowseAsync(Read, cancellationToken);

        ILookup<string, string> Read(Session session) => session.Query(
            "tenants.proved_usages",
            row => (Hash: row.GetString(0), Usage: row.GetString(1)),
            ("hashes", StoredJson.Write([.. hashes.Distinct(StringComparer.Ordinal)])),
            ("tenant", tenant.ToString()),
            ("limit", ReceiptsRead)).ToLookup(row => row.Hash, row => row.Usage, StringComparer.Ordinal);
    }

    public Task<TimeSpan?> TryCountAsync(
        TenantId tenant, string purpose, int limit, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => SlidingWindow.TryCount(session, tenant, purpose, limit, window, now), cancellationToken);

    private static int Size(TenantChange change) =>
        (change.NewRevision?.SealedConfig?.Length ?? 0) + (change.NewTemplates ?? []).Sum(version => (version.Source?.Html?.Length ?? 0) + (version.Source?.Text?.Length ?? 0));
}
