using System.Globalization;
using System.Text;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>
/// One reply, all its lines, as bytes of the connection's buffer: read what is needed of it before the next reply is
/// read. A good reply costs nothing that way.
/// </summary>
internal readonly struct SmtpReply(int code, ReadOnlyMemory<byte> raw)
{
    private const int CodeAndSeparator = 4;

    public int Code => code;

    /// <summary>The lines with their codes and line ends.</summary>
    public ReadOnlyMemory<byte> Raw => raw;

    public bool IsPositive => code is >= 200 and < 300;

    public bool IsIntermediate => code is >= 300 and < 400;

    public bool IsTransient => code is >= 400 and < 500;

    /// <summary>The enhanced status (RFC 3463) such as <c>5.1.1</c>, or <c>null</c>.</summary>
    public string? Status
    {
        get
        {
            var status = EnhancedStatus.Find(raw.Span[Math.Min(CodeAndSeparator, raw.Length)..], code);
            return status.IsEmpty ? null : Encoding.ASCII.GetString(status);
        }
    }

    /// <summary>Code and enhanced status: <c>550 5.1.1</c>.</summary>
    public string FullCode => raw.Span.StartsWith("250 2.0.0 "u8) ? "250 2.0.0" : Status is { } status
        ? string.Create(CultureInfo.InvariantCulture, $"{code} {status}")
        : code.ToString(CultureInfo.InvariantCulture);

    /// <summary>The whole reply as one line: the code and status once, the words of all lines behind them.</summary>
    public string ReadText()
    {
        var rest = raw.Span.TrimEnd("\r\n"u8);
        if (!rest.Contains((byte)'\n'))
        {
            return Encoding.UTF8.GetString(rest);
        }

        var text = new StringBuilder();
        var status = EnhancedStatus.Find(rest[Math.Min(CodeAndSeparator, rest.Length)..], code);
        text.Append(CultureInfo.InvariantCulture, $"{code}");
        if (!status.IsEmpty)
        {
            text.Append(' ').Append(Encoding.ASCII.GetString(status));
        }

        while (!rest.IsEmpty)
        {
            var words = NextLine(ref rest);
            if (!status.IsEmpty && words.StartsWith(status))
            {
                words = words[status.Length..];
            }

            words = words.Trim((byte)' ');
            if (!words.IsEmpty)
            {
                text.Append(' ').Append(Encoding.UTF8.GetString(words));
            }
        }

        return text.ToString();
    }

    /// <summary>The words of the first line left, without code and line end.</summary>
    public static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> lines)
    {
        var end = lines.IndexOf((byte)'\n');
        var line = end < 0 ? lines : lines[..end];
        lines = end < 0 ? [] : lines[(end + 1)..];
        line = line.TrimEnd((byte)'\r');
        return line.Length > CodeAndSeparator ? line[CodeAndSeparator..] : [];
    }
}
