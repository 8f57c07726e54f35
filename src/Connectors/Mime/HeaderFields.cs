namespace EmailPlatform.Connectors.Mime;

/// <summary>Where the headers of a composed message stand.</summary>
internal static class HeaderFields
{
    public static HeaderField[] Read(ReadOnlySpan<byte> message, out int bodyStart)
    {
        var fields = new List<HeaderField>(24);
        var start = 0;
        while (start < message.Length && !message[start..].StartsWith("\r\n"u8))
        {
            var end = EndOfField(message, start);
            var colon = message[start..end].IndexOf((byte)':');
            fields.Add(new HeaderField(new Range(start, start + Math.Max(colon, 0)), new Range(start, end)));
            start = Math.Min(end + 2, message.Length);
        }

        bodyStart = Math.Min(start + 2, message.Length);
        return [.. fields];
    }

    // Behind the last line that is not followed by a blank, which would continue the field.
    private static int EndOfField(ReadOnlySpan<byte> message, int start)
    {
        for (var from = start; ;)
        {
            var length = message[from..].IndexOf("\r\n"u8);
            var end = length < 0 ? message.Length : from + length;
            if (end + 2 >= message.Length || message[end + 2] is not ((byte)' ' or (byte)'\t'))
            {
                return end;
            }

            from = end + 2;
        }
    }
}
