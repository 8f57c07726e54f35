namespace EmailPlatform.Connectors.Mime;

/// <summary>
/// CR, LF and CRLF each end a line and become CRLF. A bare one on the wire is where servers disagree about the end of the
/// message, and so how a second message is smuggled in.
/// </summary>
internal static class LineEnds
{
    /// <summary>Takes the first line off <paramref name="octets"/>; false when it was the last, which no line end follows.</summary>
    public static bool Split(ref ReadOnlySpan<byte> octets, out ReadOnlySpan<byte> line)
    {
        var end = octets.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            line = octets;
            octets = default;
            return false;
        }

        line = octets[..end];
        octets = octets[(end + (octets[end..].StartsWith("\r\n"u8) ? 2 : 1))..];
        return true;
    }

    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<byte> octets, bool hasLoose)
    {
        if (!hasLoose)
        {
            writer.Write(octets);
            return;
        }

        bool more;
        do
        {
            more = Split(ref octets, out var line);
            writer.Write(line);
            if (more)
            {
                writer.NewLine();
            }
        }
        while (more);
    }

    public static int Normalise(ReadOnlySpan<byte> octets, Span<byte> target)
    {
        var length = 0;
        bool more;
        do
        {
            more = Split(ref octets, out var line);
            line.CopyTo(target[length..]);
            length += line.Length;
            if (more)
            {
                "\r\n"u8.CopyTo(target[length..]);
                length += 2;
            }
        }
        while (more);

        return length;
    }
}
