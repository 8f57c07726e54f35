using System.Globalization;
using System.Runtime.CompilerServices;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Copying;
using EmailPlatform.Storage.Postgres.Engine;
using EmailPlatform.Storage.Postgres.Messages;
using EmailPlatform.Storage.Postgres.Opening;
using Npgsql;
using NpgsqlTypes;

namespace EmailPlatform.Storage.Postgres.Copying;

/// <inheritdoc cref="ITableStore"/>
/// <remarks>Its statements are made of <see cref="Table"/>'s names, which are constants of ours; those that are written out are in files.</remarks>
internal sealed class PostgresTables(PostgresOptions options) : ITableStore
{
    private readonly PostgresDatabase _database = new(options);
    private NpgsqlDataSource? _source;
    private NpgsqlConnection? _connection;

    public string Place => options.Place;

    private NpgsqlConnection Connection => _connection ?? throw new InvalidOperationException("The store is not open yet.");

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _source = DataSources.ForUpkeep(options);
        _connection = await _source.OpenConnectionAsync(cancellationToken);
        await RefuseWhileNodesLiveAsync(cancellationToken);
        await _database.OpenAsync(cancellationToken);

        // No node opens the database meanwhile: each would wait here.
        await ExecuteAsync($"SELECT pg_advisory_lock({Migrator.Lock})", cancellationToken);
        await ExecuteAsync("BEGIN ISOLATION LEVEL READ COMMITTED", cancellationToken);
        await RefuseWhileNodesLiveAsync(cancellationToken);
    }

    public async Task<int> RecoverAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await ExecuteAsync("UPDATE nodes SET ended_at = clock_timestamp() WHERE ended_at IS NULL", cancellationToken);
        await CommitAsync(cancellationToken);
        var (unknown, _) = await new MessageRecovering(_database).RecoverAsync(new NodeLease("", ""), now, cancellationToken);

        // A node that was only silent finds its life ended, and what it would write waits until this is over, and fails.
        await ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ", cancellationToken);
        await ExecuteAsync($"LOCK TABLE nodes, {string.Join(", ", Tables.All.Select(table => table.Name))} IN SHARE MODE", cancellationToken);
        await RefuseWhileNodesLiveAsync(cancellationToken);
        return unknown;
    }

    public async Task<bool> IsEmptyAsync(Table table, CancellationToken cancellationToken) =>
        await ReadNumberAsync($"SELECT count(*) FROM (SELECT 1 FROM {table.Name} LIMIT 1) AS first", cancellationToken) == 0;

    public async IAsyncEnumerable<object?[]> ReadAsync(Table table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // By bytes, as the other store sorts.
        var order = string.Join(", ", table.Key.Split(", ").Select(key => table.Columns.Single(column => column.Name == key).Kind == ColumnKind.Text ? key + " COLLATE \"C\"" : key));
        await using var command = new NpgsqlCommand($"SELECT {table.Names} FROM {table.Name} ORDER BY {order}", Connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return [.. table.Columns.Select((column, place) => reader.IsDBNull(place) ? null : Read(reader, place, column.Kind))];
        }
    }

    public async Task WriteAsync(Table table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using (var writer = await Connection.BeginBinaryImportAsync($"COPY {table.Name} ({table.Names}) FROM STDIN (FORMAT binary)", cancellationToken))
        {
            await foreach (var row in rows)
            {
                await writer.StartRowAsync(cancellationToken);
                for (var i = 0; i < row.Length; i++)
                {
                    await WriteAsync(writer, row[i], table.Columns[i].Kind, cancellationToken);
                }
            }

            await writer.CompleteAsync(cancellationToken);
        }

        if (table.Sequence is { } column)
        {
            await ExecuteAsync(
                $"SELECT setval(pg_get_serial_sequence('{table.Name}', '{column}'), max({column})) FROM {table.Name} HAVING max({column}) IS NOT NULL", cancellationToken);
        }
    }

    public Task CommitAsync(CancellationToken cancellationToken) => ExecuteAsync("COMMIT", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        if (_source is not null)
        {
            await _source.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    private static object Read(NpgsqlDataReader reader, int place, ColumnKind kind) => kind switch
    {
        ColumnKind.Text => reader.GetString(place),
        ColumnKind.Number => (long)reader.GetInt32(place),
        ColumnKind.LongNumber => reader.GetInt64(place),
        ColumnKind.Real => reader.GetDouble(place),
        ColumnKind.Flag => reader.GetBoolean(place),
        ColumnKind.Time => reader.Time(place),
        ColumnKind.Bytes => reader.Bytes(place),
        ColumnKind.Id => reader.GetGuid(place),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static Task WriteAsync(NpgsqlBinaryImporter writer, object? value, ColumnKind kind, CancellationToken cancellationToken) => value switch
    {
        null => writer.WriteNullAsync(cancellationToken),
        long number when kind == ColumnKind.Number => writer.WriteAsync(checked((int)number), NpgsqlDbType.Integer, cancellationToken),
        long number => writer.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
        string text => writer.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
        double real => writer.WriteAsync(real, NpgsqlDbType.Double, cancellationToken),
        bool flag => writer.WriteAsync(flag, NpgsqlDbType.Boolean, cancellationToken),
        DateTimeOffset time => writer.WriteAsync(time, NpgsqlDbType.TimestampTz, cancellationToken),
        byte[] bytes => writer.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellationToken),
        Guid id => writer.WriteAsync(id, NpgsqlDbType.Uuid, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, null),
    };

    private async Task RefuseWhileNodesLiveAsync(CancellationToken cancellationToken)
    {
        if (await ReadNumberAsync("SELECT CASE WHEN to_regclass('nodes') IS NULL THEN 0 ELSE 1 END", cancellationToken) == 0)
        {
            return;
        }

        // As nodes judge each other: a lease that could not be prolonged while the database was down still holds.
        var seconds = INodeStore.LeaseDuration.TotalSeconds;
        var living = await ReadNumberAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT count(*) FROM nodes WHERE ended_at IS NULL AND greatest(expires_at, pg_postmaster_start_time() + interval '{seconds} seconds') >= clock_timestamp()"),
            cancellationToken);
        if (living > 0)
        {
            throw new StoreOpeningException($"{living} nodes run on {Place}. Stop them first; one that was killed counts for {seconds} seconds.");
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<long> ReadNumberAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
