using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Tenants;

/// <inheritdoc cref="ITokenStore"/>
internal sealed class PostgresTokenStore(PostgresDatabase database) : ITokenStore
{
    public Task<StoredToken?> ReadAsync(TenantId tenant, string grant, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FirstAsync(
            "tokens.read", row => new StoredToken(row.GetInt64(0), row.Bytes(1)), ("tenant", tenant.ToString()), ("grant", grant)),
        cancellationToken);

    public Task<bool> TryLeaseAsync(
        TenantId tenant, string grant, int? revision, string holder, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.FirstNumberAsync("tokens.hold_tenant", ("tenant", tenant.ToString())) is not null
            && await session.ExecuteAsync(
                "tokens.lease",
                ("tenant", tenant.ToString()),
                ("grant", grant),
                ("revision", revision),
                ("holder", holder),
                ("until", now + duration),
                ("now", now)) == 1,
        cancellationToken);

    public Task<bool> TryWriteAsync(
        TenantId tenant, string grant, string holder, DateTimeOffset now, StoredToken token, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            "tokens.write",
            ("tenant", tenant.ToString()),
            ("grant", grant),
            ("holder", holder),
            ("now", now),
            ("version", token.Version),
            ("state", token.SealedState)) == 1,
        cancellationToken);

    public Task ReleaseAsync(TenantId tenant, string grant, string holder, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync("tokens.release", ("tenant", tenant.ToString()), ("grant", grant), ("holder", holder)), cancellationToken);
}
