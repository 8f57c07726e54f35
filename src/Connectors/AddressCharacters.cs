using System.Globalization;
using System.Text;

namespace EmailPlatform.Connectors;

/// <summary>
/// Characters that deceive the eye in an address: invisible ones, ones that change the direction of reading, and ones that
/// look like the ASCII characters with a meaning. An address is also an identity; two that look alike must not both exist.
/// </summary>
internal static class AddressCharacters
{
    /// <summary>The reason why a character cannot stand anywhere in an address, or null.</summary>
    public static string? FindForbidden(ReadOnlySpan<char> text)
    {
        // Printable ASCII without the blank is the rule; grammar sees to the rest.
        if (!text.ContainsAnyExceptInRange('!', '~'))
        {
            return null;
        }

        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                return "The address holds half of a surrogate pair, which is no character.";
            }

            if (Judge(rune) is { } reason)
            {
                return reason;
            }

            text = text[length..];
        }

        return null;
    }

    /// <summary>The reason why letters of a text could be taken for other letters, or null.</summary>
    /// <param name="words">Whether scripts may differ between words, as in a name with a dot or underscore.</param>
    public static string? FindLookAlike(ReadOnlySpan<char> text, bool words)
    {
        var seen = Script.None;
        foreach (var rune in text.EnumerateRunes())
        {
            if (words && !Rune.IsLetter(rune) && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark)
            {
                seen = Script.None;
                continue;
            }

            seen |= ScriptOf(rune);
            if (seen is not (Script.None or Script.Latin or Script.Greek or Script.Cyrillic))
            {
                return "One word mixes Latin, Greek or Cyrillic letters, which look alike.";
            }
        }

        return null;
    }

    public static string Name(Rune rune) => rune.Value switch
    {
        ' ' => "blank",
        > 0x20 and < 0x7F => $"\"{rune}\"",
        _ => FormattableString.Invariant($"U+{rune.Value:X4}"),
    };

    private static string? Judge(Rune rune)
    {
        if (rune.IsAscii)
        {
            return rune.Value switch
            {
                ' ' => "An address holds no blanks.",
                < 0x20 or 0x7F => $"The control character {Name(rune)} cannot stand in an address.",
                _ => null,
            };
        }

        var forbidden = Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => "control character",
            UnicodeCategory.Format => "invisible character",
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "blank",
            UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => "character without a meaning",
            _ => IsInvisible(rune.Value) ? "invisible character" : null,
        };
        if (forbidden is not null)
        {
            return $"The {forbidden} {Name(rune)} cannot stand in an address.";
        }

        var compatible = rune.ToString().Normalize(NormalizationForm.FormKC);
        return compatible.AsSpan().IndexOfAnyInRange('!', '~') >= 0
            ? $"The character {Name(rune)} looks like \"{compatible}\" and cannot stand in an address."
            : null;
    }

    // Default-ignorable code points of other categories than Format: fillers and variation selectors; and the dots
    // that IDNA reads as "." though their compatibility form is another.
    private static bool IsInvisible(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180B or 0x180C
        or 0x180D or 0x180F or 0x2800 or 0x3002 or 0x3164 or 0xFF61 or 0xFFA0 or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static Script ScriptOf(Rune rune) => !Rune.IsLetter(rune) ? Script.None : rune.Value switch
    {
        < 0x0250 or (>= 0x1E00 and <= 0x1EFF) => Script.Latin,
        (>= 0x0370 and <= 0x03FF) or (>= 0x1F00 and <= 0x1FFF) => Script.Greek,
        (>= 0x0400 and <= 0x052F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0x2DE0 and <= 0x2DFF) or (>= 0xA640 and <= 0xA69F) => Script.Cyrillic,
        _ => Script.None,
    };

    [Flags]
    private enum Script
    {
        None = 0,
        Latin = 1,
        Greek = 2,
        Cyrillic = 4,
    }
}
