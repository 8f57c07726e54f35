using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using Npgsql;

namespace EmailPlatform.Storage.Postgres.Engine;

/// <summary>One connection, for as long as a piece of work has it. Statements are those of <see cref="SqlFile.Postgres"/>, prepared by the driver as they come again.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    /// <summary>About what a page holds; its last row may go beyond.</summary>
    private const int PageBytes = 8 * 1024 * 1024;

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(string statement, params (string Name, object? Value)[] values)
    {
        await using var command = Command(statement, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<List<T>> QueryAsync<T>(string statement, Func<NpgsqlDataReader, T> read, params (string Name, object? Value)[] values)
    {
        var rows = new List<T>();
        await using var command = Command(statement, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>
    /// A page that ends at <paramref name="limit"/> rows, or with the row that makes it as large as a page may be. The
    /// statement is asked for one row more, by its value <c>limit</c>, and is to bound its bytes itself, by its value <c>bytes</c>:
    /// whatever it answers with crosses the wire.
    /// </summary>
    /// <param name="size">About how many bytes a row takes.</param>
    /// <param name="place">Where the list goes on after a row.</param>
    public async Task<Page<T>> PageAsync<T>(
        string statement, Func<NpgsqlDataReader, T> read, Func<T, int> size, Func<T, long> place, int limit, params (string Name, object? Value)[] values)
    {
        var rows = new List<T>();
        var bytes = 0L;
        await using var command = Command(statement, [.. values, ("limit", limit + 1), ("bytes", (long)PageBytes)]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (rows.Count == limit || bytes >= PageBytes)
            {
                return new Page<T>(rows, place(rows[^1]));
            }

            var row = read(reader);
            bytes += size(row);
            rows.Add(row);
        }

        return new Page<T>(rows, null);
    }

    public async Task<T?> FirstAsync<T>(string statement, Func<NpgsqlDataReader, T> read, params (string Name, object? Value)[] values)
        where T : class
    {
        await using var command = Command(statement, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? read(reader) : null;
    }

    public async Task<long?> FirstNumberAsync(string statement, params (string Name, object? Value)[] values)
    {
        await using var command = Command(statement, values);
        return await command.ExecuteScalarAsync(cancellationToken) switch
        {
            null or DBNull => null,
            int number => number,
            long number => number,
            var other => throw new InvalidOperationException($"{statement} answers with {other.GetType().Name}."),
        };
    }

    private NpgsqlCommand Command(string statement, (string Name, object? Value)[] values)
    {
        var command = new NpgsqlCommand(SqlFile.Postgres[statement], connection);
        foreach (var (name, value) in values)
        {
            command.Parameters.Add(new NpgsqlParameter(name, value switch
            {
                null => DBNull.Value,
                DateTimeOffset time => time.ToUniversalTime(),
                MessageId id => id.Value,
                // The one character that PostgreSQL has no place for in text. What was written so is found so.
                string text => StorableText.Of(text),
                _ => value,
            }));
        }

        return command;
    }
}
