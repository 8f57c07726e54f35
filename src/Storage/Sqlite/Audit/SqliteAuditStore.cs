using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;
using Microsoft.Data.Sqlite;

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
            session => session.Query("audit.list", Read, ("tenant", tenant?.ToString()), ("before", before ?? long.MaxValue), ("limit", limit)),
            cancellationToken);

    private static RecordedAudit Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        new AuditEntry(
            row.TextOrNull(1) is { } tenant ? TenantId.Parse(tenant) : null,
            row.Time(2),
            new Actor(row.GetString(3), row.GetString(4), row.TextOrNull(5)),
            row.GetString(6),
            StoredJson.ReadFacts(row.GetString(7))));
}
