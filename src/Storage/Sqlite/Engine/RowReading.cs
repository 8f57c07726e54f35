using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>Reads columns that may be null, and the forms in which values are stored.</summary>
internal static class RowReading
{
    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static byte[] Bytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => Micros.ToTime(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);
}
