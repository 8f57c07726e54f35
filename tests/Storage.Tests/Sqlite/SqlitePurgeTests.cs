using EmailPlatform.Storage.Tenants;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite;

public sealed class SqlitePurgeTests : PurgeBehaviour
{
    private readonly SqliteHome _home = new();

    protected override StoreHome CreateHome() => _home;

    /// <summary>Asks the schema which tables there are, so that one added later is not forgotten.</summary>
    [Fact]
    public async Task Purge_OfATenantWithEverything_LeavesNoRowInAnyTable()
    {
        var state = await FillAsync("acme");
        Execute("UPDATE messages SET status = 'queued', due_at = 1, node = NULL, incarnation = NULL");
        Assert.Equal([1, 1], new[] { Count("attempts"), Count("api_keys") });
        Assert.All(CountRows(), table => Assert.True(table.Rows > 0, $"The test puts nothing into {table.Name}."));

        await PurgeAfterAMonthAsync(state);

        Assert.All(CountRows(), table => Assert.True(table.Rows == 0, $"{table.Rows} rows are left in {table.Name}."));
        Assert.Equal([0, 0], new[] { Count("attempts"), Count("api_keys") });
        Assert.Equal(1, Count("tenants"));
    }

    private List<(string Name, long Rows)> CountRows()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'tenant' WHERE m.type = 'table' AND m.name <> 'audit'";
        var counts = new List<(string, long)>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            counts.Add((reader.GetString(0), Count(reader.GetString(0))));
        }

        Assert.Contains("messages", counts.Select(table => table.Item1));
        return counts;
    }

    private void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Count(string table)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return Assert.IsType<long>(command.ExecuteScalar());
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        connection.Open();
        return connection;
    }
}
