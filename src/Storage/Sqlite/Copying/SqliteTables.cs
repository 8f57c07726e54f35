using System.Runtime.CompilerServices;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Copying;
using EmailPlatform.Storage.Sqlite.Engine;
using EmailPlatform.Storage.Sqlite.Messages;
using EmailPlatform.Storage.Sqlite.Opening;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Copying;

/// <inheritdoc cref="ITableStore"/>
internal sealed class SqliteTables(SqliteOptions options) : ITableStore
{
    private FolderLock? _lock;
    private SqliteConnection? _connection;
    private SqliteTransaction? _transaction;

    public string Place => $"The data folder {options.DataFolder}";

    private SqliteConnection Connection => _connection ?? throw new InvalidOperationException("The store is not open yet.");

    public Task OpenAsync(CancellationToken cancellationToken)
    {
        NativeSqlite.Prepare();
        _lock = FolderLock.Take(options.DataFolder);
        _connection = DataFile.OpenAlone(options.DataFolder);
        _transaction = _connection.BeginTransaction();
        return Task.CompletedTask;
    }

    public async Task<int> RecoverAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await CommitAsync(cancellationToken);
        using var session = new Session(DataFile.OpenAlone(options.DataFolder));
        var lease = new NodeLease("", "");
        var total = 0;
        session.Execute("platform.begin");
        while (MessageRecovering.Recover(session, lease, now) is var step && step != (0, 0))
        {
            total += step.Unknown;
        }

        session.Execute("platform.commit");
        _transaction = Connection.BeginTransaction(deferred: true);
        return total;
    }

    public async Task<bool> IsEmptyAsync(Table table, CancellationToken cancellationToken)
    {
        await using var command = Command($"SELECT 1 FROM {table.Name} LIMIT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is null;
    }

    public async IAsyncEnumerable<object?[]> ReadAsync(Table table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = Command($"SELECT {table.Names} FROM {table.Name} ORDER BY {table.Key}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return [.. table.Columns.Select((column, place) => reader.IsDBNull(place) ? null : Read(reader, place, column.Kind))];
        }
    }

    public async Task WriteAsync(Table table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var parameters = table.Columns.Select((_, place) => new SqliteParameter { ParameterName = $"$p{place}" }).ToArray();
        await using var command = Command(
            $"INSERT INTO {table.Name} ({table.Names}) VALUES ({string.Join(", ", parameters.Select(parameter => parameter.ParameterName))})");
        command.Parameters.AddRange(parameters);
        await foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                parameters[i].Value = Write(row[i]);
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_transaction is not null)
        {
            await _transaction.CommitAsync(cancellationToken);
            await _transaction.DisposeAsync();
            _transaction = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _lock?.Dispose();
    }

    private SqliteCommand Command(string sql) => new(sql, Connection, _transaction);

    private static object Read(SqliteDataReader reader, int place, ColumnKind kind) => kind switch
    {
        ColumnKind.Text => reader.GetString(place),
        ColumnKind.Number or ColumnKind.LongNumber => reader.GetInt64(place),
        ColumnKind.Real => reader.GetDouble(place),
        ColumnKind.Flag => reader.GetBoolean(place),
        ColumnKind.Time => reader.Time(place),
        ColumnKind.Bytes => reader.Bytes(place),
        ColumnKind.Id => reader.MessageId(place).Value,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static object Write(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => Micros.Of(time),
        Guid id => new MessageId(id).ToBytes(),
        bool flag => flag ? 1L : 0L,
        _ => value,
    };
}
