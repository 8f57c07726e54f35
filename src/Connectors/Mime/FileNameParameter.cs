using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>The file name in Content-Disposition: a quoted string, or RFC 2231's encoding in as many pieces as it takes.</summary>
internal static class FileNameParameter
{
    private const int MaxQuoted = 60;
    private const int MaxPiece = 60;

    public static void Write(ref WireWriter writer, string name)
    {
        writer.Write((byte)';');
        writer.Fold();
        if (name.Length <= MaxQuoted && HeaderText.IsPlain(name))
        {
            writer.Write("filename="u8);
            AddressHeader.WriteQuoted(ref writer, name);
            return;
        }

        if (EncodedLength(name) <= MaxPiece)
        {
            writer.Write("filename*=utf-8''"u8);
            WriteEncoded(ref writer, name, int.MaxValue);
            return;
        }

        var rest = name.AsSpan();
        for (var piece = 0; !rest.IsEmpty; piece++)
        {
            if (piece > 0)
            {
                writer.Write((byte)';');
                writer.Fold();
            }

            writer.Write(FormattableString.Invariant($"filename*{piece}*="));
            writer.Write(piece == 0 ? "utf-8''"u8 : default);
            rest = rest[WriteEncoded(ref writer, rest, MaxPiece)..];
        }
    }

    // Gives the number of characters written: code points stay whole, though RFC 2231 would let a piece end anywhere.
    private static int WriteEncoded(ref WireWriter writer, scoped ReadOnlySpan<char> text, int room)
    {
        Span<byte> octets = stackalloc byte[4];
        var done = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(octets);
            room -= Cost(rune);
            if (room < 0)
            {
                break;
            }

            foreach (var octet in octets[..length])
            {
                if (IsLiteral(octet))
                {
                    writer.Write(octet);
                }
                else
                {
                    Hex.WriteEscape(ref writer, (byte)'%', octet);
                }
            }

            done += rune.Utf16SequenceLength;
        }

        return done;
    }

    private static int EncodedLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            length += Cost(rune);
        }

        return length;
    }

    private static int Cost(Rune rune) => rune.IsAscii && IsLiteral((byte)rune.Value) ? 1 : rune.Utf8SequenceLength * 3;

    private static bool IsLiteral(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'.' or (byte)'-' or (byte)'_';
}
