using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Postgres.Opening;

namespace EmailPlatform.Storage.Postgres;

/// <summary>What an operator does with a database while no node, or some, are running.</summary>
public static class PostgresUpkeep
{
    /// <summary>Brings the schema up to date, as the role that owns the tables: nodes need not be allowed to.</summary>
    /// <exception cref="StoreOpeningException">Says what is wrong and what to do.</exception>
    public static Task<SchemaUpdate> MigrateAsync(PostgresOptions options, CancellationToken cancellationToken) =>
        DatabaseOpening.OpenAsync(options, cancellationToken);
}
