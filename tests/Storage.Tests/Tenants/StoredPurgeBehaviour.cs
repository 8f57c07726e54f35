using System.Data.Common;

namespace EmailPlatform.Storage.Tenants;

/// <summary>The purge of a store that can be looked into from outside.</summary>
public abstract class StoredPurgeBehaviour : PurgeBehaviour
{
    /// <summary>Asks the schema for the names of the tables that have a column <c>tenant</c>, so that one added later is not forgotten.</summary>
    protected abstract string TenantTables { get; }

    /// <summary>A connection that is not open yet.</summary>
    protected abstract DbConnection Connect();

    [Fact]
    public async Task Purge_OfATenantWithEverything_LeavesNoRowInAnyTable()
    {
        var state = await FillAsync("acme");
        await ReadAsync("UPDATE messages SET status = 'queued', due_at = created_at, node = NULL, incarnation = NULL");
        Assert.Equal((1, 1), (await CountAsync("attempts"), await CountAsync("api_keys")));
        Assert.All(await CountRowsAsync(), table => Assert.True(table.Rows > 0, $"The test puts nothing into {table.Name}."));

        await PurgeAfterAMonthAsync(state);

        Assert.All(await CountRowsAsync(), table => Assert.True(table.Rows == 0, $"{table.Rows} rows are left in {table.Name}."));
        Assert.Equal((0, 0), (await CountAsync("attempts"), await CountAsync("api_keys")));
        Assert.Equal(1, await CountAsync("tenants"));
    }

    private async Task<List<(string Name, long Rows)>> CountRowsAsync()
    {
        var counts = new List<(string Name, long Rows)>();
        foreach (var table in (await ReadAsync(TenantTables)).Where(name => name != "audit"))
        {
            counts.Add((table, await CountAsync(table)));
        }

        Assert.Contains("messages", counts.Select(table => table.Name));
        return counts;
    }

    private async Task<long> CountAsync(string table) => long.Parse(Assert.Single(await ReadAsync($"SELECT count(*) FROM {table}")));

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Token);
        var rows = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            rows.Add($"{reader.GetValue(0)}");
        }

        return rows;
    }
}
