using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace EmailPlatform.Connectors;

/// <summary>The name before the angle brackets of a mailbox, quoted or not.</summary>
internal static class DisplayNameSyntax
{
    private const int MaxCharacters = 320;

    // RFC 5322 wants quotes around any of its specials. Those that cannot be taken for another mailbox or group are let
    // through, as people write "Acme Inc. (dev)"; the header gets its quotes when it is written.
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",;:@<>\"\\");

    public static bool TrySplit(ReadOnlySpan<char> text, out string? name, out string address, [NotNullWhen(false)] out string? reason)
    {
        name = null;
        address = string.Empty;
        reason = null;
        if (text.IsEmpty || text[^1] != '>')
        {
            // Whatever else stands here is told by the address itself.
            address = text.ToString();
            return true;
        }

        var rest = text;
        if (text[0] == '"')
        {
            reason = ReadQuoted(text, out name, out var length);
            rest = text[length..].TrimStart(' ');
        }

        var open = rest.IndexOf('<');
        if (reason is null && open < 0)
        {
            reason = "An opening angle bracket is missing before the address.";
        }

        if (reason is null && name is null)
        {
            name = rest[..open].Trim(' ').ToString();
            reason = name.AsSpan().ContainsAny(NeedQuotes)
                ? "Exactly one mailbox is needed: a name with , ; : @ or quotes in it is written in double quotes."
                : null;
        }
        else if (reason is null && open > 0)
        {
            reason = "Only the address in angle brackets may follow the quoted name.";
        }

        reason ??= name is null ? null : Check(name);
        if (reason is not null)
        {
            return false;
        }

        name = string.IsNullOrWhiteSpace(name) ? null : name;
        address = rest[(open + 1)..^1].Trim(' ').ToString();
        return true;
    }

    /// <summary>A sentence on why a name cannot be shown, or null.</summary>
    public static string? Check(string name)
    {
        if (name.Length > MaxCharacters)
        {
            return $"A display name has at most {MaxCharacters} characters.";
        }

        for (ReadOnlySpan<char> rest = name; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done)
            {
                return "The display name holds half of a surrogate pair, which is no character.";
            }

            // U+202A.. and U+2066.. turn the reading direction, so that an address can be made to look like another.
            if (Rune.IsControl(rune) || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return $"The character {AddressCharacters.Name(rune)} cannot stand in a display name.";
            }

            rest = rest[length..];
        }

        return null;
    }

    public static string Quote(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string? ReadQuoted(ReadOnlySpan<char> text, out string? name, out int length)
    {
        var inner = new StringBuilder();
        for (length = 1; length < text.Length && text[length] != '"'; length++)
        {
            if (text[length] == '\\' && length + 1 < text.Length)
            {
                length++;
            }

            inner.Append(text[length]);
        }

        name = inner.ToString();
        length = Math.Min(length + 1, text.Length);
        return text[length - 1] == '"' && length > 1 ? null : "The quotes around the name do not match.";
    }
}
