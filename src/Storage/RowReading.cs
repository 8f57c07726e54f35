using System.Data.Common;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Sqlite.Engine;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage;

/// <summary>Reads columns that may be null, and the forms in which each store keeps values.</summary>
internal static class RowReading
{
    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static byte[] Bytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    public static MessageId MessageId(this DbDataReader row, int column) =>
        new(row is SqliteDataReader ? new Guid(row.Bytes(column), bigEndian: true) : row.GetGuid(column));

    public static DateTimeOffset Time(this DbDataReader row, int column) =>
        row is SqliteDataReader ? Micros.ToTime(row.GetInt64(column)) : row.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);
}
