using EmailPlatform.Platform.Messages;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>Reads columns that may be null, and the forms in which values are stored.</summary>
internal static class RowReading
{
    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static byte[] Bytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    public static MessageId MessageId(this SqliteDataReader row, int column) => new(new Guid(row.Bytes(column), bigEndian: true));

    /// <summary>An id as it is stored: sixteen bytes in the order of the text, so that ids made one after the other lie together.</summary>
    public static byte[] ToBytes(this MessageId id) => id.Value.ToByteArray(bigEndian: true);

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => Micros.ToTime(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);
}
