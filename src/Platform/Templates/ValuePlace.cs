using System.Buffers;
using System.Text;

namespace EmailPlatform.Platform.Templates;

/// <summary>Where a value stands and so how it is written.</summary>
/// <param name="Kind">What it may be.</param>
/// <param name="Html">Whether it is inside HTML text or a quoted attribute.</param>
/// <param name="InParentheses">Whether it is set apart in parentheses, which are not there without it.</param>
internal readonly record struct ValuePlace(ValueKind Kind, bool Html = false, bool InParentheses = false)
{
    private static readonly SearchValues<char> HtmlSpecial = SearchValues.Create("&<>\"'\0");
    private static readonly SearchValues<char> SenderNameSpecial = SearchValues.Create("<>@\"\\");
    private static readonly SearchValues<char> MailboxSpecial = SearchValues.Create("<>\"\\,;:()[]");
    private static readonly SearchValues<char> StylePlain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789#%., -_");

    /// <summary>The value as it is written here; null when it cannot stand here.</summary>
    public string? Write(string value)
    {
        var written = Kind switch
        {
            ValueKind.Line => OneLine(value).Trim(),
            ValueKind.SenderName => OneLine(value, SenderNameSpecial).Trim(),
            ValueKind.Mailbox => OneLine(value, MailboxSpecial).Trim(),
            ValueKind.Link => LinkValue.Whole(value),
            ValueKind.LinkPart => LinkValue.Part(value),
            ValueKind.MailtoPart => LinkValue.Part(value)?.Replace("%40", "@", StringComparison.Ordinal),
            ValueKind.Style => value.AsSpan().ContainsAnyExcept(StylePlain) ? null : value,
            _ => value,
        };
        return written is null ? null : Finish(written);
    }

    /// <summary>Whether <see cref="Write"/> finds a way to write the value.</summary>
    public bool Accepts(string value) => Kind switch
    {
        ValueKind.Link => LinkValue.Whole(value) is not null,
        ValueKind.Style => !value.AsSpan().ContainsAnyExcept(StylePlain),
        _ => true,
    };

    /// <summary>The default as it is written here. It is its author's own: a link may be relative, a style anything.</summary>
    public string WriteDefault(string text) => Kind switch
    {
        ValueKind.Link or ValueKind.Style => Finish(text),
        _ => Write(text) ?? "",
    };

    /// <summary>All characters that end text or an attribute value of either quote; NUL has no place in HTML.</summary>
    public static string EscapeHtml(string value)
    {
        var at = value.AsSpan().IndexOfAny(HtmlSpecial);
        if (at < 0)
        {
            return value;
        }

        var escaped = new StringBuilder(value.Length + 32);
        var rest = value.AsSpan();
        for (; at >= 0; at = rest.IndexOfAny(HtmlSpecial))
        {
            escaped.Append(rest[..at]).Append(rest[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => "\uFFFD",
            });
            rest = rest[(at + 1)..];
        }

        return escaped.Append(rest).ToString();
    }

    /// <summary>One line: runs of control characters, line separators and what is refused here become one space.</summary>
    public static string OneLine(string value, SearchValues<char>? refused = null)
    {
        if (!value.AsSpan().ContainsAnyInRange('\0', '\u001F') && !value.AsSpan().ContainsAnyInRange('\u007F', '\u009F')
            && !value.AsSpan().ContainsAny('\u2028', '\u2029') && (refused is null || !value.AsSpan().ContainsAny(refused)))
        {
            return value;
        }

        var line = new StringBuilder(value.Length);
        var gap = false;
        foreach (var character in value)
        {
            if (char.IsControl(character) || character is '\u2028' or '\u2029' || refused?.Contains(character) == true)
            {
                gap = true;
                continue;
            }

            if (gap && character != ' ' && (line.Length == 0 || line[^1] != ' '))
            {
                line.Append(' ');
            }

            gap = false;
            line.Append(character);
        }

        return (gap ? line.Append(' ') : line).ToString();
    }

    private string Finish(string written)
    {
        var text = Html ? EscapeHtml(written) : written;
        return InParentheses && text.Length > 0 ? $" ({text})" : text;
    }
}
