using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>Values in the form in which they are stored.</summary>
internal static class StoredValue
{
    public static object Of(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => Micros.Of(time),
        MessageId id => id.ToBytes(),
        _ => value,
    };

    /// <summary>Sixteen bytes in the order of the text, so that ids made one after the other lie together.</summary>
    public static byte[] ToBytes(this MessageId id) => id.Value.ToByteArray(bigEndian: true);
}
