using System.Buffers;

namespace EmailPlatform.Connectors.Mime;

/// <summary>What decides how a text is encoded, from one look at it.</summary>
internal readonly record struct TextShape(TransferEncoding Encoding, bool HasLooseLineEnds)
{
    // RFC 5322 allows 998; some servers break lines well before (and a broken line breaks a signature).
    private const int MaxLine = 500;

    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [(byte)'\t', (byte)'\r', (byte)'\n', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(value => (byte)value)]);

    public static TextShape Of(ReadOnlySpan<byte> octets)
    {
        var plain = !octets.ContainsAnyExcept(Plain);
        if (!plain)
        {
            return new TextShape(IsMostlyOther(octets) ? TransferEncoding.Base64 : TransferEncoding.QuotedPrintable, HasLooseLineEnds: true);
        }

        var loose = false;
        var delicate = octets.IndexOf(Boundary.Mark) >= 0;
        for (var rest = octets; !rest.IsEmpty && !delicate;)
        {
            var before = rest.Length;
            var ended = LineEnds.Split(ref rest, out var line);
            loose |= ended && before - rest.Length != line.Length + 2;
            delicate = IsDelicate(line);
        }

        return new TextShape(delicate ? TransferEncoding.QuotedPrintable : TransferEncoding.SevenBit, loose);
    }

    // Trailing blanks are cut and "From " is changed to ">From " on the way by some.
    private static bool IsDelicate(ReadOnlySpan<byte> line) =>
        line.Length > MaxLine || (!line.IsEmpty && line[^1] is (byte)' ' or (byte)'\t') || line.StartsWith("From "u8);

    // Base64 is shorter from a fifth on; quoted-printable is preferred a little longer, as filters distrust text that
    // nobody can read in the source.
    private static bool IsMostlyOther(ReadOnlySpan<byte> octets)
    {
        var other = 0;
        foreach (var octet in octets)
        {
            other += Plain.Contains(octet) ? 0 : 1;
        }

        return other * 3 > octets.Length;
    }
}
