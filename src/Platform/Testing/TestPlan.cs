using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.Platform.Templates.Previews;

namespace EmailPlatform.Platform.Testing;

/// <summary>A test request that makes sense: who gets what in which locales.</summary>
internal sealed record TestPlan(EmailAddress To, IReadOnlyList<UsageType> UsageTypes, IReadOnlyList<string> Locales, JsonElement Payload, bool Send, string DefaultLocale)
{
    private const int MostMails = 50;

    public int Mails => UsageTypes.Count * Locales.Count;

    public static Result<TestPlan> Of(TestRequest request, IReadOnlyList<UsageType> configured, string defaultLocale)
    {
        if (!EmailAddress.TryParse(request.To, out var to, out var reason))
        {
            return new Problem(ProblemCode.InvalidRecipient, reason, [new ConfigProblem("to", "invalid_value", reason)]);
        }

        var problems = new List<ConfigProblem>();
        var usages = ReadUsages(request.UsageTypes, problems) ?? (configured.Count > 0 ? configured : [UsageType.Generic]);
        var locales = ReadLocales(request.Locales, problems) ?? [defaultLocale];
        if (usages.Count * locales.Count > MostMails)
        {
            problems.Add(new ConfigProblem("usageTypes", "invalid_value", $"One test sends at most {MostMails} mails; these are {usages.Count * locales.Count}."));
        }

        if (request.Payload is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            problems.Add(new ConfigProblem("payload", "wrong_type", "An object is needed."));
        }

        return problems.Count > 0 ? Problem.Invalid(problems) : new TestPlan(to, usages, locales, SamplePayload.Complete(request.Payload), request.Send, defaultLocale);
    }

    private static List<UsageType>? ReadUsages(IReadOnlyList<string>? names, List<ConfigProblem> problems)
    {
        if (names is null || names.Count == 0)
        {
            return null;
        }

        var usages = new List<UsageType>();
        for (var index = 0; index < names.Count; index++)
        {
            if (!UsageType.TryParse(names[index], out var usage))
            {
                problems.Add(new ConfigProblem($"usageTypes[{index}]", "invalid_value", $"Usage types are {string.Join(", ", UsageType.All)}."));
            }
            else if (!usages.Contains(usage))
            {
                usages.Add(usage);
            }
        }

        return usages;
    }

    private static List<string>? ReadLocales(IReadOnlyList<string?>? tags, List<ConfigProblem> problems)
    {
        if (tags is null || tags.Count == 0)
        {
            return null;
        }

        var locales = new List<string>();
        for (var index = 0; index < tags.Count; index++)
        {
            if (LanguageTag.TryCanonicalize(tags[index], out var tag))
            {
                locales.Add(tag);
            }
            else
            {
                problems.Add(new ConfigProblem($"locales[{index}]", "invalid_value", "A BCP 47 tag is needed, such as en or zh-Hant-TW."));
            }
        }

        return [.. locales.Distinct(StringComparer.Ordinal)];
    }
}
