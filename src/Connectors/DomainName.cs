using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace EmailPlatform.Connectors;

/// <summary>A domain as mail knows it: at least two labels, each of letters, digits and inner hyphens, or an IDN label (UTS 46).</summary>
internal static class DomainName
{
    private const int MaxLength = 253;
    private const int MaxLabel = 63;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>The domain in lower case with A-labels, or a sentence about what is wrong with it.</summary>
    public static bool TryToAscii(string domain, [NotNullWhen(true)] out string? ascii, [NotNullWhen(false)] out string? reason)
    {
        ascii = null;
        reason = null;
        var labels = 0;
        var plain = true;
        var last = ReadOnlySpan<char>.Empty;
        foreach (var range in domain.AsSpan().Split('.'))
        {
            last = domain.AsSpan(range);
            labels++;
            plain &= IsPlain(last);
            reason ??= CheckLabel(last);
        }

        reason ??= labels < 2 ? "The domain needs at least two labels, as in example.com." : null;
        reason ??= last.ContainsAnyExceptInRange('0', '9') ? null : "The domain ends in a number: give a name, not an IP address.";
        if (reason is not null)
        {
            return false;
        }

        var result = plain ? domain.ToLowerInvariant() : MapLabels(domain, out reason);
        if (result is not null && result.Length > MaxLength)
        {
            reason = $"The domain has at most {MaxLength} characters.";
        }

        ascii = reason is null ? result : null;
        return ascii is not null && reason is null;
    }

    private static bool IsPlain(ReadOnlySpan<char> label) => Ascii.IsValid(label) && !label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase);

    private static string? CheckLabel(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty)
        {
            return "The domain has an empty label: a dot stands first, last or twice in a row.";
        }

        if (label.Length > MaxLabel)
        {
            return $"A label of the domain has at most {MaxLabel} characters.";
        }

        if (label[0] == '-' || label[^1] == '-')
        {
            return "A label of the domain begins or ends with a hyphen.";
        }

        foreach (var character in label)
        {
            if (char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                return $"The character {AddressCharacters.Name(new Rune(character))} cannot stand in a domain.";
            }
        }

        return null;
    }

    private static string? MapLabels(string domain, out string? reason)
    {
        var labels = domain.Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            if (!IsPlain(labels[i]))
            {
                labels[i] = MapLabel(labels[i]) ?? string.Empty;
                if (labels[i].Length == 0)
                {
                    reason = "A label of the domain is no valid internationalised name (IDNA), or mixes letters that look alike.";
                    return null;
                }
            }
        }

        reason = null;
        return string.Join('.', labels).ToLowerInvariant();
    }

    // Only labels that come back unchanged are taken: what UTS 46 would quietly map to something else is a look-alike.
    private static string? MapLabel(string label)
    {
        try
        {
            var ascii = Idn.GetAscii(label);
            var unicode = Idn.GetUnicode(ascii);
            var written = label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) ? unicode : label.Normalize(NormalizationForm.FormC).ToLowerInvariant();
            return unicode == written && !Ascii.IsValid(unicode) && AddressCharacters.FindForbidden(unicode) is null
                && AddressCharacters.FindLookAlike(unicode, words: false) is null ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
