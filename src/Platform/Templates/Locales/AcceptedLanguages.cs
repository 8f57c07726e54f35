using System.Globalization;

namespace EmailPlatform.Platform.Templates.Locales;

/// <summary>The <c>Accept-Language</c> of an end user (RFC 9110, 12.5.4), as a caller passes it on.</summary>
public static class AcceptedLanguages
{
    private const int Most = 20;

    /// <summary>The tags in it, canonical, those wanted most first. What is no tag, <c>*</c>, and what is not wanted at all are left out.</summary>
    public static IReadOnlyList<string> Read(string? header) =>
    [
        .. (header ?? "").Split(',', Most + 1).Take(Most)
            .Select(ReadRange)
            .Where(range => range.Weight > 0 && range.Tag.Length > 0)
            .OrderByDescending(range => range.Weight)
            .Select(range => range.Tag)
            .Distinct(StringComparer.Ordinal),
    ];

    private static (string Tag, double Weight) ReadRange(string range)
    {
        var parts = range.Split(';', StringSplitOptions.TrimEntries);
        if (!LanguageTag.TryCanonicalize(parts[0], out var tag))
        {
            return ("", 0);
        }

        var weight = parts.Skip(1).FirstOrDefault(part => part.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        if (weight is null)
        {
            return (tag, 1);
        }

        return double.TryParse(weight.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? (tag, number) : ("", 0);
    }
}
