namespace EmailPlatform.Connectors.Mime;

/// <summary>The Q encoding with the characters that RFC 2047, 5 (3) allows in a phrase: right in every header.</summary>
internal static class QEncoding
{
    public static bool IsLiteral(byte value) =>
        char.IsAsciiLetterOrDigit((char)value) || value is (byte)' ' or (byte)'!' or (byte)'*' or (byte)'+' or (byte)'-' or (byte)'/';

    public static int Length(ReadOnlySpan<byte> octets)
    {
        var length = 0;
        foreach (var octet in octets)
        {
            length += IsLiteral(octet) ? 1 : 3;
        }

        return length;
    }

    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
        {
            if (IsLiteral(octet))
            {
                writer.Write(octet == ' ' ? (byte)'_' : octet);
            }
            else
            {
                Hex.WriteEscape(ref writer, (byte)'=', octet);
            }
        }
    }
}
