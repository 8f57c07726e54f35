using System.Buffers;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Quoted-printable (RFC 2045, 6.7) in lines of at most 76 characters.</summary>
internal static class QuotedPrintable
{
    private const int MaxLine = 76;

    private static readonly SearchValues<byte> Literal = SearchValues.Create(
        [(byte)'\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Where(value => value != '=').Select(value => (byte)value)]);

    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<byte> octets)
    {
        bool more;
        do
        {
            more = LineEnds.Split(ref octets, out var line);
            WriteLine(ref writer, line);
            if (more)
            {
                writer.NewLine();
            }
        }
        while (more);
    }

    private static void WriteLine(ref WireWriter writer, scoped ReadOnlySpan<byte> line)
    {
        var column = 0;
        while (!line.IsEmpty)
        {
            var run = MustEscapeFirst(line, column) ? 0 : LiteralRun(line);
            if (run == 0)
            {
                Break(ref writer, ref column, needed: 3, isLast: line.Length == 1);
                Hex.WriteEscape(ref writer, (byte)'=', line[0]);
                column += 3;
                line = line[1..];
                continue;
            }

            Break(ref writer, ref column, needed: 1, isLast: line.Length == 1);
            if (column == 0 && MustEscapeFirst(line, column))
            {
                continue;
            }

            // One place is left for the soft line break, unless the line ends here.
            var room = run == line.Length && column + run <= MaxLine ? run : Math.Min(run, MaxLine - 1 - column);
            writer.Write(line[..room]);
            column += room;
            line = line[room..];
        }
    }

    // A blank at the end of a line would be lost.
    private static int LiteralRun(ReadOnlySpan<byte> line)
    {
        var run = line.IndexOfAnyExcept(Literal);
        run = run < 0 ? line.Length : run;
        return run == line.Length && line[^1] is (byte)' ' or (byte)'\t' ? run - 1 : run;
    }

    // What servers and stores are known to touch at the start of a line.
    private static bool MustEscapeFirst(ReadOnlySpan<byte> line, int column) => column == 0 && (line[0] == '.' || line.StartsWith("From "u8));

    private static void Break(ref WireWriter writer, ref int column, int needed, bool isLast)
    {
        if (column + needed > (isLast ? MaxLine : MaxLine - 1))
        {
            writer.Write("=\r\n"u8);
            column = 0;
        }
    }
}
