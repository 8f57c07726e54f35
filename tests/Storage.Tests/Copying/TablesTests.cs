using EmailPlatform.Storage.Postgres;
using EmailPlatform.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EmailPlatform.Storage.Copying;

/// <summary>What is copied is all there is: a column that a migration adds and nobody copies is found here.</summary>
public sealed class TablesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What each store keeps for itself: its own bookkeeping, numbers of rows, and what triggers derive.</summary>
    private static readonly string[] SqliteOwn = ["due_tenants.tenant", "due_tenants.due_at", "sqlite_sequence.name", "sqlite_sequence.seq"];

    private static readonly string[] PostgresOwn =
    [
        "platform_values.seq", "revisions.seq", "schema_migrations.number", "schema_migrations.name", "schema_migrations.applied_at", "nodes.name",
        "nodes.incarnation", "nodes.role", "nodes.runtime", "nodes.version", "nodes.session", "nodes.started_at", "nodes.heartbeat_at", "nodes.expires_at", "nodes.ended_at",
    ];

    private static HashSet<string> Copied =>
        [.. Tables.All.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}"))];

    [Fact]
    public async Task Tables_AreAllThatSqliteHas()
    {
        await using var home = new SqliteHome();
        await (await home.OpenAsync()).DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={home.File};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = new SqliteCommand("SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'", connection);

        var columns = await ReadAsync(command);

        Assert.Equal(Copied.Order(), columns.Except(SqliteOwn).Order());
    }

    [Fact]
    public async Task Tables_AreAllThatPostgresHas()
    {
        await using var home = new PostgresHome();
        await (await home.OpenAsync()).DisposeAsync();
        await using var connection = new NpgsqlConnection(home.OutsideConnection);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand("SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'", connection);

        var columns = await ReadAsync(command);

        Assert.Equal(Copied.Order(), columns.Except(PostgresOwn).Order());
    }

    private static async Task<List<string>> ReadAsync(System.Data.Common.DbCommand command)
    {
        var names = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
