using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Audit;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Audit;

/// <inheritdoc cref="IAuditStore"/>
internal sealed class SqliteAuditStore(SqliteDatabase database) : IAuditStore
{
    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            AuditWriting.Insert(session, entry);
            return true;
        },
        cancellationToken);

    public async Task<IReadOnlyList<RecordedAudit>> ListAsync(TenantId? tenant, long? before, int limit, CancellationToken cancellationToken) =>
        await database.BrowseAsync(
            session => session.Query("audit.list", AuditRows.Read, ("tenant", tenant?.ToString()), ("before", before ?? long.MaxValue), ("limit", limit)),
            cancellationToken);
}
