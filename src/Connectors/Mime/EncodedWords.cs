using System.Globalization;
using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Text as encoded words (RFC 2047), in Q or B whichever is shorter, one word a line.</summary>
internal static class EncodedWords
{
    /// <summary>A line with an encoded word in it has at most 76 characters (RFC 2047, 2).</summary>
    public const int MaxLine = 76;

    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<char> text)
    {
        var words = new EncodedWordWriter(ChooseBase64(text));
        while (!text.IsEmpty)
        {
            // A reader that shows each word by itself still shows whole characters.
            var length = StringInfo.GetNextTextElementLength(text);
            words.Add(ref writer, text[..length]);
            text = text[length..];
        }

        words.End(ref writer);
    }

    private static bool ChooseBase64(ReadOnlySpan<char> text)
    {
        var octets = Encoding.UTF8.GetByteCount(text);
        var literal = 0;
        foreach (var character in text)
        {
            literal += char.IsAscii(character) && QEncoding.IsLiteral((byte)character) ? 1 : 0;
        }

        return (octets + 2) / 3 * 4 < literal + ((octets - literal) * 3) || HasWideElement(text);
    }

    // A family of emoji is one character of up to 40 octets, which Q (three for one) cannot hold in a word.
    private static bool HasWideElement(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = Ascii.IsValid(text[..1]) ? 1 : StringInfo.GetNextTextElementLength(text);
            if (length > 1 && Encoding.UTF8.GetByteCount(text[..length]) * 3 > EncodedWordWriter.MaxEncoded)
            {
                return true;
            }

            text = text[length..];
        }

        return false;
    }
}
