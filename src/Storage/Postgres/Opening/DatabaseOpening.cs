using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Postgres.Engine;
using Npgsql;

namespace EmailPlatform.Storage.Postgres.Opening;

/// <summary>Opens a database: new enough, the primary, ours, and at this version's schema.</summary>
internal static class DatabaseOpening
{
    private const int OldestServer = 150_000;

    /// <exception cref="StoreOpeningException">Says what is wrong and what to do.</exception>
    public static async Task<SchemaUpdate> OpenAsync(PostgresOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = DataSources.ForUpkeep(options);
            await CheckServerAsync(source, cancellationToken);
            return await Migrator.MigrateAsync(source, cancellationToken);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Without its words: they may quote a password.
            throw new StoreOpeningException("The connection string cannot be read. It looks like Host=db;Username=emailplatform;Password=…;Database=emailplatform (EmailPlatform__Connection).");
        }
        catch (Exception exception) when (exception.IsInfrastructure())
        {
            throw new StoreOpeningException(
                $"{exception.ToUnavailable().Message} Look whether the server runs, and at the connection string (EmailPlatform__Connection).", exception);
        }
    }

    private static async Task CheckServerAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT current_setting('server_version_num')::int, current_setting('server_version'), pg_is_in_recovery()");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (row.GetInt32(0) < OldestServer)
        {
            throw new StoreOpeningException($"PostgreSQL {row.GetString(1)} is too old: 15 or newer is needed.");
        }

        if (row.GetBoolean(2))
        {
            throw new StoreOpeningException("The server is a standby and takes no writes. Name the primary, or all servers with Target Session Attributes=primary.");
        }
    }
}
