using EmailPlatform.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class Session(SqliteConnection connection) : IDisposable
{
    /// <summary>About what a page holds; its last row may go beyond.</summary>
    private const int PageBytes = 8 * 1024 * 1024;

    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>Whether a transaction is open: SQLite ends one by itself after some failures.</summary>
    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>Runs a statement of <see cref="SqlFile"/>; returns how many rows it changed.</summary>
    public int Execute(string statement, params ReadOnlySpan<(string Name, object? Value)> values) => Find(statement).Execute(values);

    public List<T> Query<T>(string statement, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var rows = new List<T>();
        using var reader = Find(statement).Read(values);
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>
    /// A page that ends at <paramref name="limit"/> rows, or with the row that makes it as large as a page may be. The
    /// statement is asked for one row more, by its value <c>limit</c>.
    /// </summary>
    /// <param name="size">About how many bytes a row takes.</param>
    /// <param name="place">Where the list goes on after a row.</param>
    public Page<T> Page<T>(
        string statement, Func<SqliteDataReader, T> read, Func<T, int> size, Func<T, long> place, int limit, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var rows = new List<T>();
        var bytes = 0L;
        using var reader = Find(statement).Read([.. values, ("limit", limit + 1)]);
        while (reader.Read())
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

    public T? First<T>(string statement, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
        where T : class
    {
        using var reader = Find(statement).Read(values);
        return reader.Read() ? read(reader) : null;
    }

    public long? FirstNumber(string statement, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Find(statement).Read(values);
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetInt64(0) : null;
    }

    /// <summary>Several reads that see one and the same moment.</summary>
    public T InSnapshot<T>(Func<Session, T> read)
    {
        Execute("platform.begin_reading");
        try
        {
            return read(this);
        }
        finally
        {
            Execute("platform.commit");
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private Statement Find(string name)
    {
        if (!_statements.TryGetValue(name, out var statement))
        {
            statement = new Statement(connection, name);
            _statements.Add(name, statement);
        }

        return statement;
    }
}
