using System.Buffers;
using System.Text;

namespace EmailPlatform.Platform.Templates;

/// <summary>Values inside links.</summary>
internal static class LinkValue
{
    // Browsers drop some of these and take the backslash for a slash: such a link leads elsewhere than it seems to.
    private static readonly SearchValues<char> Treacherous =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '\u007F', '\\']);

    private static readonly SearchValues<char> NotInLinks = SearchValues.Create(" \"<>^`{|}");

    /// <summary>
    /// A value that is a whole link or its beginning: https, http or mailto, else null. What cannot stand in a link is
    /// percent-encoded; what is encoded already stays so.
    /// </summary>
    public static string? Whole(string value)
    {
        var link = value.AsSpan().Trim();
        if ((!Begins(link, "https://") && !Begins(link, "http://") && !Begins(link, "mailto:")) || link.ContainsAny(Treacherous))
        {
            return null;
        }

        if (!link.ContainsAny(NotInLinks))
        {
            return link.Length == value.Length ? value : link.ToString();
        }

        var encoded = new StringBuilder(link.Length + 16);
        foreach (var character in link)
        {
            if (NotInLinks.Contains(character))
            {
                encoded.Append('%').Append(((int)character).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                encoded.Append(character);
            }
        }

        return encoded.ToString();
    }

    /// <summary>A value later in a link: everything but unreserved characters (RFC 3986, 2.3) percent-encoded.</summary>
    public static string Part(string value) => Uri.EscapeDataString(value);

    /// <summary>Whether a link that begins so runs code or carries its own document, read as lenient browsers do.</summary>
    public static bool IsDangerous(string beginning)
    {
        var compact = string.Concat(beginning.Where(character => character > ' '));
        return Begins(compact, "javascript:") || Begins(compact, "vbscript:") || Begins(compact, "data:");
    }

    private static bool Begins(ReadOnlySpan<char> text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
