namespace EmailPlatform.Connectors.Mime;

internal static class Hex
{
    public static ReadOnlySpan<byte> Digits => "0123456789ABCDEF"u8;

    /// <summary>As in <c>=C3</c> or <c>%C3</c>.</summary>
    public static void WriteEscape(ref WireWriter writer, byte mark, byte value)
    {
        var room = writer.Reserve(3);
        room[2] = Digits[value & 15];
        room[1] = Digits[value >> 4];
        room[0] = mark;
        writer.Advance(3);
    }
}
