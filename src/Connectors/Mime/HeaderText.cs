using System.Buffers;
using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Text that goes into a header: which characters it may hold, and whether it can stand there as it is.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Append(0x2028).Append(0x2029).Select(value => (char)value)]);

    /// <summary>Whether control characters or line ends are in it: what would end the header, or has no place on one line.</summary>
    public static bool HasControls(ReadOnlySpan<char> text) => text.ContainsAny(Controls);

    /// <summary>Makes one blank of each run of control characters and line ends.</summary>
    public static string Clean(string text)
    {
        if (!HasControls(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Controls.Contains(text[i]))
            {
                clean.Append(text[i]);
            }
            else if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString().TrimEnd(' ');
    }

    /// <summary>
    /// Printable ASCII whose blanks survive a header, and which no reader takes for an encoded word (RFC 2047).
    /// </summary>
    public static bool IsPlain(ReadOnlySpan<char> text) =>
        !text.ContainsAnyExceptInRange(' ', '~') && !text.StartsWith(" ") && !text.EndsWith(" ") && !text.Contains("=?", StringComparison.Ordinal);

    /// <summary>One blank between words and none around: for values in which more of them mean nothing.</summary>
    public static string Collapse(string text) => text.StartsWith(' ') || text.EndsWith(' ') || text.Contains("  ", StringComparison.Ordinal)
        ? string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        : text;

    /// <summary>The most that stands where nothing can be folded: a word with the blanks before it, the one of the fold not counted.</summary>
    public static int LongestPiece(ReadOnlySpan<char> text)
    {
        var longest = 0;
        var blanks = 0;
        foreach (var word in text.Split(' '))
        {
            var length = text[word].Length;
            longest = Math.Max(longest, blanks + length);
            blanks = length == 0 ? blanks + 1 : 0;
        }

        return longest;
    }

    public static int LongestWord(ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var word in text.Split(' '))
        {
            longest = Math.Max(longest, word.End.GetOffset(text.Length) - word.Start.GetOffset(text.Length));
        }

        return longest;
    }
}
