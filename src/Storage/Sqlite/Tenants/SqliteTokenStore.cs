using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Tenants;

/// <inheritdoc cref="ITokenStore"/>
internal sealed class SqliteTokenStore(SqliteDatabase database) : ITokenStore
{
    public Task<StoredToken?> ReadAsync(TenantId tenant, string grant, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.First(
            "tokens.read", row => new StoredToken(row.GetInt64(0), row.Bytes(1)), ("tenant", tenant.ToString()), ("grant", grant)),
        cancellationToken);

    public Task<bool> TryLeaseAsync(
        TenantId tenant, string grant, int? revision, string holder, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            "tokens.lease",
            ("tenant", tenant.ToString()),
            ("grant", grant),
            ("revision", revision),
            ("holder", holder),
            ("until", Micros.Of(now + duration)),
            ("now", Micros.Of(now))) == 1,
        cancellationToken);

    public Task<bool> TryWriteAsync(
        TenantId tenant, string grant, string holder, DateTimeOffset now, StoredToken token, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            "tokens.write",
            ("tenant", tenant.ToString()),
            ("grant", grant),
            ("holder", holder),
            ("now", Micros.Of(now)),
            ("version", token.Version),
            ("state", token.SealedState)) == 1,
        cancellationToken);

    public async Task ReleaseAsync(TenantId tenant, string grant, string holder, CancellationToken cancellationToken) => await database.WriteAsync(
        session => session.Execute("tokens.release", ("tenant", tenant.ToString()), ("grant", grant), ("holder", holder)), cancellationToken);
}
