using System.Net;
using EmailPlatform.Connectors;
using EmailPlatform.Connectors.BuiltIn;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Locales;

namespace EmailPlatform.Platform.Templates.Files;

/// <summary>Makes a template of one's own out of a ready-made one: with the tenant's words where the built-in service has variables.</summary>
internal static class ReadyMadeCopy
{
    private const int LongestName = 200;
    private const int LongestInformation = 1000;

    private static readonly Lazy<Dictionary<string, Localized<ConnectorTemplate>>> Ready = new(Arrange);

    /// <param name="locale">The nearest language that there is is taken.</param>
    public static Result<TemplateSource> Make(UsageType usageType, string locale, string senderName, string? companyInformation)
    {
        if (Ready.Value[usageType.ToString()].Find(locale) is not { } ready)
        {
            var languages = ReadyMadeTemplates.All.Select(template => template.Locale).Distinct();
            return Problem.NotFound($"There is no ready-made template that a reader of {locale} understands. There are {string.Join(", ", languages)}.");
        }

        if (senderName.Length > LongestName || companyInformation?.Length > LongestInformation)
        {
            return Problem.Invalid(
                senderName.Length > LongestName ? "senderName" : "companyInformation", "invalid_value", $"At most {LongestName} and {LongestInformation} characters.");
        }

        var (name, information) = (Plain(senderName), Plain(companyInformation ?? ""));
        return new TemplateSource(
            ready.Subject.Replace("{{senderName}}", name, StringComparison.Ordinal),
            Fill(ready.Html, WebUtility.HtmlEncode(name), WebUtility.HtmlEncode(information)),
            Fill(ready.Text, name, information)?.TrimEnd() + "\n");
    }

    private static string? Fill(string? part, string name, string information) => part?
        .Replace("{{senderName}}", name, StringComparison.Ordinal)
        .Replace("{{companyInformation}}", information, StringComparison.Ordinal);

    // They are words, and not to become placeholders.
    private static string Plain(string words) => words.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    private static Dictionary<string, Localized<ConnectorTemplate>> Arrange()
    {
        var byUsage = new Dictionary<string, Localized<ConnectorTemplate>>(StringComparer.Ordinal);
        foreach (var template in ReadyMadeTemplates.All)
        {
            if (!byUsage.TryGetValue(template.UsageType, out var localized))
            {
                byUsage.Add(template.UsageType, localized = new Localized<ConnectorTemplate>());
            }

            localized.Add(template.Locale ?? MailLocale.Last, template);
        }

        return byUsage;
    }
}
