using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Locales;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>Which templates a tenant has at one of its versions. Immutable; the contents are elsewhere, by version.</summary>
public sealed class TemplateIndex
{
    private readonly Lazy<Dictionary<UsageType, Localized<TemplateEntry>>> _byUsage;

    public TemplateIndex(IEnumerable<TemplateEntry> entries)
    {
        // In order of the tags a language stands before its variants, and so before one that stands in for it.
        Entries = [.. entries.OrderBy(entry => entry.UsageType.ToString(), StringComparer.Ordinal).ThenBy(entry => entry.Locale, StringComparer.Ordinal)];
        _byUsage = new Lazy<Dictionary<UsageType, Localized<TemplateEntry>>>(Arrange);
    }

    public static TemplateIndex Empty { get; } = new([]);

    /// <summary>All of them, by usage and locale.</summary>
    public IReadOnlyList<TemplateEntry> Entries { get; }

    /// <summary>The usages that have a template, in whatever language.</summary>
    public IReadOnlyCollection<UsageType> UsageTypes => _byUsage.Value.Keys;

    public IEnumerable<string> Locales => Entries.Select(entry => entry.Locale).Distinct(StringComparer.Ordinal);

    /// <summary>The one of exactly this usage and tag.</summary>
    public TemplateEntry? Find(UsageType usageType, string locale) =>
        Entries.FirstOrDefault(entry => entry.UsageType == usageType && entry.Locale == locale);

    /// <summary>The usage's template in the language that was asked for or its nearest parent, else in the tenant's default likewise; Generic does not stand in here.</summary>
    public TemplateEntry? Find(UsageType usageType, MailLocale locale) =>
        _byUsage.Value.TryGetValue(usageType, out var templates) ? templates.Find(locale.Wanted) ?? templates.Find(locale.Default ?? MailLocale.Last) : null;

    /// <summary>Whether the usage has a template that a reader of this language understands.</summary>
    public bool Speaks(UsageType usageType, string locale) => _byUsage.Value.GetValueOrDefault(usageType)?.Find(locale) is not null;

    /// <summary>Another index, in which these entries take the place of those with the same usage and locale, and those are gone.</summary>
    public TemplateIndex With(IReadOnlyCollection<TemplateEntry> changed, IReadOnlyCollection<TemplateEntry> removed) => new(
    [
        .. Entries.Where(entry => !changed.Concat(removed).Any(other => other.UsageType == entry.UsageType && other.Locale == entry.Locale)),
        .. changed,
    ]);

    private Dictionary<UsageType, Localized<TemplateEntry>> Arrange()
    {
        var byUsage = new Dictionary<UsageType, Localized<TemplateEntry>>();
        foreach (var entry in Entries)
        {
            if (!byUsage.TryGetValue(entry.UsageType, out var localized))
            {
                byUsage.Add(entry.UsageType, localized = new Localized<TemplateEntry>());
            }

            localized.Add(entry.Locale, entry);
        }

        return byUsage;
    }
}
