using System.Diagnostics.CodeAnalysis;

namespace EmailPlatform.Platform.Templates.Locales;

/// <summary>Language tags in one form (RFC 5646, 2.1.1): <c>pt_br</c> is <c>pt-BR</c>, <c>ZH-HANT-tw</c> is <c>zh-Hant-TW</c>. Which of them a reader understands is <see cref="LocaleTag"/>'s to know.</summary>
public static class LanguageTag
{
    private const int Longest = 35;

    /// <summary>Reads a tag with hyphens or underscores; <c>false</c> when it has not the form of one.</summary>
    public static bool TryCanonicalize([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? tag)
    {
        tag = null;
        if (text is null || text.Length > Longest)
        {
            return false;
        }

        var parts = text.Split('-', '_');
        if (parts[0].Length is < 2 or > 8 || !parts[0].All(char.IsAsciiLetter) || !parts.All(part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit)))
        {
            return false;
        }

        // After a single letter come extensions and what is private: none of it is a script or a region.
        var extended = false;
        for (var index = 0; index < parts.Length; index++)
        {
            parts[index] = Cased(parts[index], index == 0 || extended);
            extended |= parts[index].Length == 1;
        }

        tag = string.Join('-', parts);
        return parts[^1].Length > 1;
    }

    private static string Cased(string part, bool plain) => (plain ? 0 : part.Length) switch
    {
        2 => part.ToUpperInvariant(),
        4 when char.IsAsciiLetter(part[0]) => char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant(),
        _ => part.ToLowerInvariant(),
    };
}
