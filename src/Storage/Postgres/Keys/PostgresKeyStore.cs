using System.Data.Common;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Keys;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Keys;

/// <inheritdoc cref="IKeyStore"/>
internal sealed class PostgresKeyStore(PostgresDatabase database) : IKeyStore
{
    public Task<bool> TryAddAsync(ApiKey key, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(session => KeyWriting.TryAddAsync(session, key, audit), cancellationToken);

    public Task<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync("keys.find_by_hash", Read, ("hash", hash)), cancellationToken);

    public Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync("keys.find", Read, ("id", id)), cancellationToken);

    public async Task<IReadOnlyList<ApiKey>> ListAsync(TenantId? tenant, string? after, int limit, CancellationToken cancellationToken) => await database.BrowseAsync(
        session => tenant is { } id
            ? session.QueryAsync("keys.list_of_tenant", Read, ("tenant", id.ToString()), ("after", after), ("limit", limit))
            : session.QueryAsync("keys.list_of_admins", Read, ("after", after), ("limit", limit)),
        cancellationToken);

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(session => KeyWriting.RevokeAsync(session, id, at, audit), cancellationToken);

    public Task NoteUseAsync(IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(
            "keys.note_uses",
            ("ids", uses.Select(use => use.KeyId).ToArray()),
            ("times", uses.Select(use => use.At.UtcDateTime).ToArray()),
            ("places", uses.Select(use => use.From).ToArray())),
        cancellationToken);

    public Task<long> GenerationAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.FirstNumberAsync("platform.read_counter", ("name", KeyRows.Generation)) ?? 0, cancellationToken);

    private static ApiKey Read(DbDataReader row) => KeyRows.Read(row) with { Tenants = [.. row.GetFieldValue<string[]>(13).Select(TenantId.Parse)] };
}
