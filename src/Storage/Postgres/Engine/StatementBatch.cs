using Npgsql;

namespace EmailPlatform.Storage.Postgres.Engine;

/// <summary>
/// Statements that go to the server in one message and are one transaction there, without a word from this side in between. A
/// node that is frozen while it writes or reads one can still leave it open on the server: whoever ends its life ends its
/// connections with it (<see cref="Nodes.PostgresNodeStore"/>).
/// </summary>
internal sealed class StatementBatch(PostgresDatabase database)
{
    private readonly List<(string Statement, NpgsqlParameter[] Columns, Action<NpgsqlDataReader> Read)> _steps = [];

    /// <param name="statement">Of <see cref="SqlFile.Postgres"/>, its parameters by place.</param>
    /// <param name="read">Takes each row of its answer.</param>
    public StatementBatch Add(string statement, NpgsqlParameter[] columns, Action<NpgsqlDataReader>? read = null)
    {
        _steps.Add((statement, columns, read ?? (static _ => { })));
        return this;
    }

    /// <summary>Completes after the commit.</summary>
    public async Task RunAsync()
    {
        await using var connection = await database.ConnectForMailAsync(CancellationToken.None);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (statement, columns, _) in _steps)
        {
            var command = new NpgsqlBatchCommand(SqlFile.Postgres[statement]);
            foreach (var column in columns)
            {
                command.Parameters.Add(column);
            }

            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        foreach (var (_, _, read) in _steps)
        {
            while (await reader.ReadAsync(CancellationToken.None))
            {
                read(reader);
            }

            await reader.NextResultAsync(CancellationToken.None);
        }
    }
}
