using System.Buffers;

namespace EmailPlatform.Connectors.Mime;

/// <summary>A Content-Type value of RFC 2045, 5.1, without comments.</summary>
internal static class MediaType
{
    private const int MaxLength = 200;

    private static readonly SearchValues<char> Token =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-^_`{|}~.");

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength || !ReadToken(ref text) || !Read(ref text, '/') || !ReadToken(ref text))
        {
            return false;
        }

        while (!text.IsEmpty)
        {
            if (!Read(ref text, ';'))
            {
                return false;
            }

            text = text.TrimStart(' ');
            if (!ReadToken(ref text) || !Read(ref text, '=') || !(ReadQuoted(ref text) || ReadToken(ref text)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Read(ref ReadOnlySpan<char> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    private static bool ReadToken(ref ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(Token);
        length = length < 0 ? text.Length : length;
        text = text[length..];
        return length > 0;
    }

    private static bool ReadQuoted(ref ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != '"')
        {
            return false;
        }

        var end = text[1..].IndexOf('"');
        if (end < 0 || text.Slice(1, end).ContainsAnyExceptInRange(' ', '~') || text.Slice(1, end).Contains('\\'))
        {
            return false;
        }

        text = text[(end + 2)..];
        return true;
    }
}
