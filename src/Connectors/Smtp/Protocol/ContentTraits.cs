using System.Buffers;
using System.Text;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>What has to be known of content before it is announced.</summary>
/// <param name="EightBit">It has octets over 127: 8BITMIME is needed.</param>
/// <param name="BareLineBreak">
/// A CR or LF stands alone. Servers read those in different ways, and the difference lets content smuggle a second
/// message past the first (CVE-2023-51764 to 51766): such content is not sent.
/// </param>
internal readonly record struct ContentTraits(bool EightBit, bool BareLineBreak)
{
    public static ContentTraits Of(in ReadOnlySequence<byte> content)
    {
        var eightBit = false;
        var bare = false;
        var afterCarriageReturn = false;
        foreach (var piece in content)
        {
            eightBit = eightBit || !Ascii.IsValid(piece.Span);
            bare = bare || HasBareLineBreak(piece.Span, ref afterCarriageReturn);
        }

        return new ContentTraits(eightBit, bare || afterCarriageReturn);
    }

    private static bool HasBareLineBreak(ReadOnlySpan<byte> piece, ref bool afterCarriageReturn)
    {
        while (!piece.IsEmpty)
        {
            if (afterCarriageReturn)
            {
                if (piece[0] != '\n')
                {
                    return true;
                }

                afterCarriageReturn = false;
                piece = piece[1..];
                continue;
            }

            var found = piece.IndexOfAny((byte)'\r', (byte)'\n');
            if (found < 0)
            {
                return false;
            }

            if (piece[found] == '\n')
            {
                return true;
            }

            afterCarriageReturn = true;
            piece = piece[(found + 1)..];
        }

        return false;
    }
}
