using System.Globalization;
using System.Text.RegularExpressions;

namespace EmailPlatform.Connectors.BuiltIn;

/// <summary>
/// Tells words from what mail programs turn into links: addresses with a scheme, mail addresses, IP addresses and bare
/// domains. Abbreviations (S.A., s.r.o., e.V.), numbers and versions (3.14, v1.2) are words.
/// </summary>
internal static partial class PlainWords
{
    /// <summary>The first link or address in a text; <c>null</c> when there is none.</summary>
    public static string? FindLink(string text)
    {
        foreach (Match match in Candidate().Matches(text))
        {
            if (match.Groups["name"] is not { Success: true } name || IsDomain(name.Value))
            {
                return match.Value;
            }
        }

        return null;
    }

    /// <summary>A top-level domain has two letters or more, and no digits unless it is encoded.</summary>
    private static bool IsDomain(string name)
    {
        // Mail programs end a link before the punctuation after it, and no label ends with a hyphen.
        name = name.TrimEnd(AfterALink);
        var dot = name.LastIndexOfAny(Dots);
        var last = name[(dot + 1)..];
        return dot >= 0 && (last.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) || (last.Length >= 2 && last.All(IsOfALetter)));
    }

    // Vowel signs of Indic scripts are marks that take room of their own, as in the top-level domains of India and Sri Lanka.
    private static bool IsOfALetter(char character) => char.IsLetter(character) || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // The dot and what IDNA takes for one (RFC 5895); the ideographic full stop only between Latin letters, for else it ends a sentence.
    private static readonly char[] Dots = ['.', '\uFF0E', '\uFF61', '\u3002'];
    private static readonly char[] AfterALink = ['-', .. Dots];

    [GeneratedRegex("""
        (?: [A-Za-z][A-Za-z0-9+.-]* : //+ \S*
        | (?: mailto | tel | sms | javascript | data ) : \s* \S+
        | [^\s@<>()]+ [@\uFF20] [^\s@<>()]+
        | (?<![\p{L}\p{N}.]) \d{1,3} (?: \.\d{1,3} ){3} (?![\p{L}\p{N}])
        | (?<name> [\p{L}\p{N}\p{M}-]+ (?: (?: [.\uFF0E\uFF61] | (?<=[A-Za-z0-9])\u3002(?=[A-Za-z0-9]) ) [\p{L}\p{N}\p{M}-]+ )+ ) )
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Candidate();
}
