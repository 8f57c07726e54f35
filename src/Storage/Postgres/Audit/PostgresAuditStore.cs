using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Audit;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Audit;

/// <inheritdoc cref="IAuditStore"/>
internal sealed class PostgresAuditStore(PostgresDatabase database) : IAuditStore
{
    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        database.WriteAsync(session => AuditWriting.InsertAsync(session, entry), cancellationToken);

    public async Task<IReadOnlyList<RecordedAudit>> ListAsync(TenantId? tenant, long? before, int limit, CancellationToken cancellationToken) => await database.BrowseAsync(
        session => tenant is { } id
            ? session.QueryAsync("audit.list_of_tenant", AuditRows.Read, ("tenant", id.ToString()), ("before", before ?? long.MaxValue), ("limit", limit))
            : session.QueryAsync("audit.list_of_installation", AuditRows.Read, ("before", before ?? long.MaxValue), ("limit", limit)),
        cancellationToken);
}
