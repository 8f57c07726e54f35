using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Templates.Files;

/// <summary>One of Logto's custom email templates, as its management API takes and gives them.</summary>
/// <param name="LanguageTag">A tag as it stands there.</param>
/// <param name="ContentType"><c>text/html</c> when absent.</param>
public sealed record LogtoTemplate(
    string LanguageTag, string TemplateType, string Subject, string Content, string? ContentType = null, string? ReplyTo = null, string? SendFrom = null)
{
    /// <summary>The same templates as ours; what is none is a problem at its path.</summary>
    public static IReadOnlyList<TemplateWish> Read(IReadOnlyList<LogtoTemplate> templates, List<ConfigProblem> problems)
    {
        var wishes = new List<TemplateWish>();
        for (var index = 0; index < templates.Count; index++)
        {
            var (template, path) = (templates[index], $"templates[{index}]");
            var isUsage = UsageType.TryParse(template.TemplateType, out var usageType);
            var isLocale = Templates.Locales.LanguageTag.TryCanonicalize(template.LanguageTag, out var locale);
            if (!isUsage)
            {
                problems.Add(new ConfigProblem($"{path}.templateType", "invalid_value", $"Usage types are {string.Join(", ", UsageType.All)}."));
            }

            if (!isLocale)
            {
                problems.Add(new ConfigProblem($"{path}.languageTag", "invalid_value", "A BCP 47 tag is needed, such as en or zh-Hant-TW."));
            }

            if (template.ContentType is not (null or "text/html" or "text/plain"))
            {
                problems.Add(new ConfigProblem($"{path}.details.contentType", "invalid_value", "text/html or text/plain."));
            }

            if (isUsage && locale is not null)
            {
                wishes.Add(new TemplateWish(usageType, locale, template.ToSource(), $"{path}.details"));
            }
        }

        return wishes;
    }

    private TemplateSource ToSource() => ContentType == "text/plain"
        ? new TemplateSource(Subject, null, Content, ReplyTo, SendFrom)
        : new TemplateSource(Subject, Content, null, ReplyTo, SendFrom);
}
