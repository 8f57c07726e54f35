namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>Finds one reply (RFC 5321, section 4.2) at the start of what has come, however it was cut into packets.</summary>
internal static class ReplyParser
{
    /// <param name="length">The octets of the reply with all its lines, when there is one.</param>
    /// <param name="code">Of the last line: the one that counts where lines disagree.</param>
    public static ReplyState Parse(ReadOnlySpan<byte> bytes, out int length, out int code)
    {
        length = 0;
        code = 0;
        while (true)
        {
            var rest = bytes[length..];
            if (!CanBeCode(rest))
            {
                return ReplyState.NotSmtp;
            }

            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
            {
                return ReplyState.Incomplete;
            }

            var line = rest[..end].TrimEnd((byte)'\r');
            if (line.Length < 3 || (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-')))
            {
                return ReplyState.NotSmtp;
            }

            length += end + 1;
            if (line.Length == 3 || line[3] == ' ')
            {
                code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + line[2] - '0';
                return ReplyState.Complete;
            }
        }
    }

    // Told from the first octet on: a TLS server or a web server never sends the line end that we would wait for.
    private static bool CanBeCode(ReadOnlySpan<byte> bytes)
    {
        for (var index = 0; index < Math.Min(3, bytes.Length); index++)
        {
            var lowest = index == 0 ? '2' : '0';
            var highest = index == 0 ? '5' : '9';
            if (bytes[index] < lowest || bytes[index] > highest)
            {
                return false;
            }
        }

        return true;
    }
}

internal enum ReplyState
{
    Incomplete,
    Complete,
    NotSmtp,
}
