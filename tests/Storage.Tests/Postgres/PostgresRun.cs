using System.Globalization;
using EmailPlatform.Storage.Postgres;
using EmailPlatform.TestKit.Peers;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresRun))]

namespace EmailPlatform.Storage.Postgres;

/// <summary>
/// The server that this run's tests share, started by the first that needs it: with the roles of <c>deploy/postgres/roles.sql</c>
/// and a migrated database that every test's own is copied from.
/// </summary>
public sealed class PostgresRun : IAsyncDisposable
{
    public const string Owner = "emailplatform_owner";
    public const string App = "emailplatform_app";

    private const string Template = "emailplatform";
    private const string RolePassword = "p4ss of the roles";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    private static int _databases;

    public static Task<PostgresServer> ServerAsync() => Shared.Value;

    /// <summary>What the operator ran on this run's server, on a further one.</summary>
    public static async Task CreateRolesAsync(PostgresServer server)
    {
        await server.RunFile(Path.Combine(AppContext.BaseDirectory, "roles.sql"), []);
        await server.Run($"ALTER ROLE {Owner} PASSWORD '{RolePassword}'; ALTER ROLE {App} PASSWORD '{RolePassword}'");
    }

    /// <summary>A database of its own, migrated.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var database = string.Create(CultureInfo.InvariantCulture, $"home_{Interlocked.Increment(ref _databases)}");
        await RunAsync($"CREATE DATABASE {database} OWNER {Owner} TEMPLATE {Template}");

        // A copy has all that is in the template, but who may connect is told of each database apart.
        await RunAsync($"REVOKE ALL ON DATABASE {database} FROM PUBLIC; GRANT CONNECT ON DATABASE {database} TO {App}");
        return database;
    }

    public static Task DropDatabaseAsync(string database) => RunAsync($"DROP DATABASE {database} WITH (FORCE)");

    public static string ConnectionString(PostgresServer server, string database, string role) => server.ConnectionString(database, role, RolePassword);

    public async ValueTask DisposeAsync()
    {
        // One that could not start has said so to every test.
        if (Shared.IsValueCreated && Shared.Value.IsCompletedSuccessfully)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }

    // Over connections that stay open: a program started for each statement would take longer than the statement.
    private static async Task RunAsync(string sql)
    {
        var server = await ServerAsync();
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var server = await PostgresServer.Start();
        await CreateRolesAsync(server);
        await PostgresUpkeep.MigrateAsync(new PostgresOptions(ConnectionString(server, Template, Owner)), CancellationToken.None);
        return server;
    }
}
