using Npgsql;

namespace EmailPlatform.Storage.Postgres.Opening;

/// <summary>How connections are made: what every one of them is told before it is used.</summary>
internal static class DataSources
{
    private const int Workers = 20;
    private const int Browsers = 4;

    // A commit is on the disk when it answers, whatever the server's default; a lock, a statement or a silent client cannot
    // hold anybody up for long. The driver gives up after the server would have.
    private const string EveryConnection = """
        SET synchronous_commit = on;
        SET lock_timeout = '5s';
        SET idle_in_transaction_session_timeout = '5s';
        SET timezone = 'UTC';
        """;

    public static NpgsqlDataSource ForWork(PostgresOptions options) => Build(options, Workers, "work", "SET statement_timeout = '8s';");

    public static NpgsqlDataSource ForBrowsing(PostgresOptions options) => Build(options, Browsers, "browse", "SET statement_timeout = '8s';");

    /// <summary>For leases of nodes, which run out: what does not answer soon is asked again on another connection.</summary>
    public static NpgsqlDataSource ForNodes(PostgresOptions options) => Build(options, 3, "nodes", "SET statement_timeout = '2s'; SET lock_timeout = '2s';", 3);

    /// <summary>For migrations and copies, which take the time that they take.</summary>
    public static NpgsqlDataSource ForUpkeep(PostgresOptions options) => Build(options, 2, "upkeep", "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;", 0);

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    private static NpgsqlDataSource Build(PostgresOptions options, int most, string purpose, string settings, int commandTimeout = 10)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            CommandTimeout = commandTimeout,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            // Resetting would undo what every connection is told below; nobody here leaves anything behind on one.
            NoResetOnClose = true,
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
        };

        // Not ContainsKey, which knows every setting whether it is given or not.
        if (!connection.ShouldSerialize("Timeout"))
        {
            connection.Timeout = 5;
        }

        if (!connection.ShouldSerialize("Keepalive"))
        {
            connection.KeepAlive = 10;
        }

        if (!connection.ShouldSerialize("Maximum Pool Size"))
        {
            connection.MaxPoolSize = most;
        }

        connection.ApplicationName = string.IsNullOrEmpty(connection.ApplicationName) ? $"emailplatform {purpose}" : connection.ApplicationName;
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        builder.UsePhysicalConnectionInitializer(
            opened => Configure(opened, settings),
            opened => ConfigureAsync(opened, settings));
        return builder.Build();
    }

    private static void Configure(NpgsqlConnection connection, string settings)
    {
        using var command = new NpgsqlCommand(EveryConnection + settings, connection);
        command.ExecuteNonQuery();
    }

    private static async Task ConfigureAsync(NpgsqlConnection connection, string settings)
    {
        await using var command = new NpgsqlCommand(EveryConnection + settings, connection);
        await command.ExecuteNonQueryAsync();
    }
}
