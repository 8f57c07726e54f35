using System.Diagnostics.CodeAnalysis;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Locales;

namespace EmailPlatform.Server.Templates;

/// <summary>Which template a path names: a usage type and a language tag in whatever form.</summary>
/// <param name="Locale">Canonical.</param>
internal sealed record TemplateAddress(UsageType UsageType, string Locale)
{
    public static bool TryRead(string usageType, string locale, [NotNullWhen(true)] out TemplateAddress? address, [NotNullWhen(false)] out Problem? problem)
    {
        var problems = new List<ConfigProblem>();
        if (!UsageType.TryParse(usageType, out var usage))
        {
            problems.Add(new ConfigProblem("usageType", "invalid_value", $"Usage types are {string.Join(", ", UsageType.All)}."));
        }

        if (!LanguageTag.TryCanonicalize(locale, out var tag))
        {
            problems.Add(new ConfigProblem("locale", "invalid_value", "A BCP 47 tag is needed, such as en or zh-Hant-TW."));
        }

        address = problems.Count == 0 && tag is not null ? new TemplateAddress(usage, tag) : null;
        problem = address is null ? Problem.Invalid(problems) : null;
        return address is not null;
    }
}
