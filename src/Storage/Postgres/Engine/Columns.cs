using Npgsql;
using NpgsqlTypes;

namespace EmailPlatform.Storage.Postgres.Engine;

/// <summary>Many rows as the arrays that <c>unnest</c> takes: one parameter a column, by its place.</summary>
internal static class Columns
{
    public static NpgsqlParameter Ids<T>(IReadOnlyList<T> rows, Func<T, Guid> value) => Column(rows, value, NpgsqlDbType.Uuid);

    public static NpgsqlParameter Texts<T>(IReadOnlyList<T> rows, Func<T, string?> value) =>
        Column(rows, row => StorableText.Of(value(row)), NpgsqlDbType.Text);

    public static NpgsqlParameter Numbers<T>(IReadOnlyList<T> rows, Func<T, int> value) => Column(rows, value, NpgsqlDbType.Integer);

    public static NpgsqlParameter LongNumbers<T>(IReadOnlyList<T> rows, Func<T, long> value) => Column(rows, value, NpgsqlDbType.Bigint);

    public static NpgsqlParameter Reals<T>(IReadOnlyList<T> rows, Func<T, double> value) => Column(rows, value, NpgsqlDbType.Double);

    public static NpgsqlParameter Flags<T>(IReadOnlyList<T> rows, Func<T, bool> value) => Column(rows, value, NpgsqlDbType.Boolean);

    public static NpgsqlParameter Times<T>(IReadOnlyList<T> rows, Func<T, DateTimeOffset?> value) =>
        Column(rows, row => value(row)?.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    public static NpgsqlParameter Bytes<T>(IReadOnlyList<T> rows, Func<T, byte[]?> value) => Column(rows, value, NpgsqlDbType.Bytea);

    private static NpgsqlParameter<TValue[]> Column<T, TValue>(IReadOnlyList<T> rows, Func<T, TValue> value, NpgsqlDbType type)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
