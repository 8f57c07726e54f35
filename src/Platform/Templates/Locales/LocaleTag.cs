namespace EmailPlatform.Platform.Templates.Locales;

/// <summary>
/// A language tag as far as it matters for choosing a text: language, a script that does not go without saying, a region that
/// does not. <c>zh_TW</c> and <c>zh-Hant-TW</c> are <c>zh-Hant</c>, <c>pl-PL</c> is <c>pl</c>, <c>pt-BR</c> is <c>pt</c>.
/// </summary>
internal readonly record struct LocaleTag
{
    private LocaleTag(string language, string? script, string? region)
    {
        var withScript = script is null ? language : $"{language}-{script}";
        var saysRegion = region is not null && region != LocaleData.Region(withScript);
        (Text, Language, Script) = (saysRegion ? $"{withScript}-{region}" : withScript, language, script);
    }

    public string Text { get; }

    private string Language { get; }

    private string? Script { get; }

    /// <summary>Reads a BCP 47 tag, or one with underscores; <c>null</c> when its beginning is no language.</summary>
    public static LocaleTag? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var parts = text.Replace('_', '-').Split('-');
        if (parts[0].Length is < 2 or > 8 || !parts[0].All(char.IsAsciiLetter))
        {
            return null;
        }

        var language = LocaleData.Language(parts[0].ToLowerInvariant());
        var rest = parts.AsSpan(1);
        var script = rest is [{ Length: 4 } first, ..] && first.All(char.IsAsciiLetter) ? char.ToUpperInvariant(first[0]) + first[1..].ToLowerInvariant() : null;
        rest = script is null ? rest : rest[1..];
        var region = rest is [{ Length: 2 } letters, ..] && letters.All(char.IsAsciiLetter) ? letters.ToUpperInvariant()
            : rest is [{ Length: 3 } digits, ..] && digits.All(char.IsAsciiDigit) ? digits
            : null;
        script ??= LocaleData.Script(language, region);
        return new LocaleTag(language, script == LocaleData.Script(language, null) ? null : script, region);
    }

    /// <summary>This and its parents, the nearest first; none of another script.</summary>
    public IEnumerable<string> WithParents()
    {
        for (var tag = Text; tag is not null; tag = ParentOf(tag))
        {
            yield return tag;
        }
    }

    private string? ParentOf(string tag)
    {
        if (LocaleData.Parent(tag) is { } known)
        {
            return known;
        }

        // A script that does not go without saying is where it ends, if the language is read in several.
        var isRoot = Script is not null && LocaleData.Script(Language, null) is not null && tag == $"{Language}-{Script}";
        var dash = tag.LastIndexOf('-');
        return dash < 0 || isRoot ? null : tag[..dash];
    }
}
