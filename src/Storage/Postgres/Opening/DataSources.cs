using System.Globalization;
using Npgsql;

namespace EmailPlatform.Storage.Postgres.Opening;

/// <summary>How connections are made: what every one of them is told before it is used.</summary>
internal static class DataSources
{
    private const int Workers = 14;

    /// <summary>Two lanes each for inserts, starts and records.</summary>
    private const int Mailers = 6;
    private const int Browsers = 4;

    // A commit is on the disk when it answers, whatever the server's default, and statements see what was committed before
    // each; a lock, a statement or a client that does not listen cannot hold anybody up for long. The driver gives up after
    // the server would have.
    private const string EveryConnection = """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local');
        SET default_transaction_isolation = 'read committed';
        SET statement_timeout = '8s';
        SET lock_timeout = '5s';
        SET idle_in_transaction_session_timeout = '5s';
        SET tcp_user_timeout = '10s';
        SET tcp_keepalives_idle = 5;
        SET tcp_keepalives_interval = 2;
        SET tcp_keepalives_count = 3;
        SET timezone = 'UTC';
        """;

    /// <summary>What the names of all connections of a process begin with, for whoever has to end them.</summary>
    public static string NameOf(string session) => $"emailplatform {session}";

    public static NpgsqlDataSource ForWork(PostgresOptions options, string session) => Build(options, Workers, $"{NameOf(session)} work", "");

    /// <summary>For batches of messages: one that meets a lock of somebody else is halved, so it does not wait long.</summary>
    public static NpgsqlDataSource ForMail(PostgresOptions options, string session) => Build(
        options,
        Mailers,
        $"{NameOf(session)} mail",
        string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = '{options.BatchLockTimeout.TotalMilliseconds:0}ms';"));

    public static NpgsqlDataSource ForBrowsing(PostgresOptions options, string session) => Build(options, Browsers, $"{NameOf(session)} browse", "");

    /// <summary>For leases of nodes, which run out: what does not answer soon is asked again on another connection.</summary>
    public static NpgsqlDataSource ForNodes(PostgresOptions options, string session) =>
        Build(options, 3, $"{NameOf(session)} nodes", "SET statement_timeout = '2s'; SET lock_timeout = '2s';", 3);

    /// <summary>For migrations and copies, which take the time that they take.</summary>
    public static NpgsqlDataSource ForUpkeep(PostgresOptions options) =>
        Build(options, 2, "emailplatform upkeep", "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;", 0);

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    private static NpgsqlDataSource Build(PostgresOptions options, int most, string name, string settings, int commandTimeout = 10)
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

        connection.ApplicationName = name;
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
