using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Keys;
using EmailPlatform.Storage.Sqlite.Engine;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Keys;

/// <inheritdoc cref="IKeyStore"/>
internal sealed class SqliteKeyStore(SqliteDatabase database) : IKeyStore
{
    public Task<bool> TryAddAsync(ApiKey key, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(session => KeyWriting.TryAdd(session, key, audit), cancellationToken);

    public Task<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.InSnapshot(s => WithTenants(s, s.First("keys.find_by_hash", Read, ("hash", hash)))), cancellationToken);

    public Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.InSnapshot(s => WithTenants(s, s.First("keys.find", Read, ("id", id)))), cancellationToken);

    public async Task<IReadOnlyList<ApiKey>> ListAsync(TenantId? tenant, string? after, int limit, CancellationToken cancellationToken) =>
        await database.BrowseAsync(
            session => session.InSnapshot(s => (tenant is { } id
                ? s.Query("keys.list_of_tenant", Read, ("tenant", id.ToString()), ("after", after), ("limit", limit))
                : s.Query("keys.list_of_admins", Read, ("after", after), ("limit", limit))).ConvertAll(row => WithTenants(s, row))),
            cancellationToken);

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(session => KeyWriting.Revoke(session, id, at, audit), cancellationToken);

    public async Task NoteUseAsync(IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken) => await database.WriteAsync(
        session => uses.Sum(use => session.Execute("keys.note_use", ("id", use.KeyId), ("at", use.At), ("from", use.From))),
        cancellationToken);

    public Task<long> GenerationAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstNumber("platform.read_counter", ("name", KeyRows.Generation)) ?? 0, cancellationToken);

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(row))]
    private static ApiKey? WithTenants(Session session, KeyRow? row) => row is null
        ? null
        : row.Key with { Tenants = session.Query("keys.tenants", tenant => TenantId.Parse(tenant.GetString(0)), ("seq", row.Seq)) };

    private static KeyRow Read(SqliteDataReader row) => new(row.GetInt64(0), KeyRows.Read(row));

    private sealed record KeyRow(long Seq, ApiKey Key);
}
