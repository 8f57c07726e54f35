using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Postgres;
using EmailPlatform.Storage.Postgres.Copying;
using EmailPlatform.Storage.Postgres.Engine;
using EmailPlatform.Storage.Sqlite;
using EmailPlatform.Storage.Sqlite.Copying;
using EmailPlatform.Storage.Sqlite.Engine;
using EmailPlatform.Storage.Sqlite.Opening;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EmailPlatform.Storage.Copying;

/// <summary>
/// Brings everything from one store to another, while no node runs on either. Sealed values are copied as they are: the target
/// is opened with the same encryption keys. All or nothing: the target's transaction ends after every row was compared.
/// </summary>
public static class StoreCopy
{
    /// <exception cref="StoreOpeningException">A store cannot be opened or is in use, the target is not empty, or a row did not arrive as it left.</exception>
    public static Task<CopyReport> ToPostgresAsync(SqliteOptions from, PostgresOptions to, TimeProvider time, CancellationToken cancellationToken) =>
        DataFile.IsIn(from.DataFolder)
            ? CopyAsync(new SqliteTables(from), new PostgresTables(to), time, cancellationToken)
            : throw new StoreOpeningException($"There is no data file in {from.DataFolder}. Name the folder that the server ran with (--data).");

    /// <inheritdoc cref="ToPostgresAsync"/>
    public static Task<CopyReport> ToSqliteAsync(PostgresOptions from, SqliteOptions to, TimeProvider time, CancellationToken cancellationToken) =>
        CopyAsync(new PostgresTables(from), new SqliteTables(to), time, cancellationToken);

    internal static async Task<CopyReport> CopyAsync(ITableStore from, ITableStore to, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await TryCopyAsync(from, to, time, cancellationToken);
        }
        catch (PostgresException exception) when (!exception.IsInfrastructure())
        {
            throw new StoreOpeningException($"PostgreSQL refused a row: {exception.SqlState} {exception.MessageText}. Nothing was copied.", exception);
        }
        catch (Exception exception) when (exception.IsInfrastructure())
        {
            throw exception.ToUnavailable();
        }
        catch (SqliteException exception) when (exception.IsInfrastructure())
        {
            throw exception.ToUnavailable();
        }
    }

    private static async Task<CopyReport> TryCopyAsync(ITableStore from, ITableStore to, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var source = from;
        await using var target = to;
        await source.OpenAsync(cancellationToken);
        await target.OpenAsync(cancellationToken);
        foreach (var table in Tables.All)
        {
            if (!await target.IsEmptyAsync(table, cancellationToken))
            {
                throw new StoreOpeningException($"{target.Place} is not empty: there are rows in {table.Name}. Give an empty target; nothing was copied.");
            }
        }

        var recovered = await source.RecoverAsync(time.GetUtcNow(), cancellationToken);
        var rows = new List<(string Table, long Rows)>();
        foreach (var table in Tables.All)
        {
            await target.WriteAsync(table, source.ReadAsync(table, cancellationToken), cancellationToken);
            rows.Add((table.Name, await CompareAsync(source, target, table, cancellationToken)));
        }

        await target.CommitAsync(cancellationToken);
        return new CopyReport(recovered, rows);
    }

    private static async Task<long> CompareAsync(ITableStore source, ITableStore target, Table table, CancellationToken cancellationToken)
    {
        var count = 0L;
        await using var there = target.ReadAsync(table, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await foreach (var row in source.ReadAsync(table, cancellationToken))
        {
            count++;
            if (!await there.MoveNextAsync())
            {
                throw Differs(table, count, "is missing");
            }

            if (FirstDifference(row, there.Current) is { } column and >= 0)
            {
                throw Differs(table, count, $"has another {table.Columns[column].Name}");
            }
        }

        return await there.MoveNextAsync() ? throw Differs(table, count + 1, "has no original") : count;
    }

    private static int FirstDifference(object?[] one, object?[] other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            var same = (one[i], other[i]) is (byte[] bytes, byte[] others) ? bytes.AsSpan().SequenceEqual(others) : Equals(one[i], other[i]);
            if (!same)
            {
                return i;
            }
        }

        return -1;
    }

    private static StoreOpeningException Differs(Table table, long place, string how) =>
        new($"Row {place} of {table.Name} {how} after the copy. Nothing was committed; the source is as it was.");
}
