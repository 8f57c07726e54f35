using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Promotions;

/// <summary>Templates as one document, by usage and locale: what a plan shows and overrides change.</summary>
internal static class TemplateDocument
{
    private static readonly string[] Members = ["subject", "html", "text", "replyTo", "senderName"];

    public static void Put(JsonObject document, TemplateEntry entry, TemplateSource source)
    {
        var usage = entry.UsageType.ToString();
        var members = new JsonObject();
        foreach (var (name, text) in Members.Zip(new[] { source.Subject, source.Html, source.Text, source.ReplyTo, source.SenderName }))
        {
            if (text is not null)
            {
                members[name] = text;
            }
        }

        if (document[usage] is not JsonObject locales)
        {
            document[usage] = locales = [];
        }

        locales[entry.Locale] = members;
    }

    /// <summary>The template of a usage and locale after overrides; <c>null</c> with a problem when they made none of it.</summary>
    public static TemplateSource? Read(JsonObject document, TemplateEntry entry, List<ConfigProblem> problems) =>
        Read((document[entry.UsageType.ToString()] as JsonObject)?[entry.Locale], PromotionOverrides.In(PathOf(entry)), problems);

    /// <summary>One template; <c>null</c> with a problem when this is none.</summary>
    public static TemplateSource? Read(JsonNode? template, string where, List<ConfigProblem> problems)
    {
        if (template is not JsonObject members)
        {
            problems.Add(new ConfigProblem(where, "wrong_type", "An object is needed."));
            return null;
        }

        var wrong = members.Where(member => !Members.Contains(member.Key) || member.Value?.GetValueKind() is not (null or JsonValueKind.String)).ToList();
        problems.AddRange(wrong.Select(member => new ConfigProblem(
            $"{where}.{member.Key}", "invalid_value", $"A template has texts named {string.Join(", ", Members)}.")));
        return wrong.Count > 0
            ? null
            : new TemplateSource(Text("subject") ?? "", Text("html"), Text("text"), Text("replyTo"), Text("senderName"));

        string? Text(string name) => members[name]?.GetValue<string>();
    }

    public static string PathOf(TemplateEntry entry) => $"{PromotionOverrides.Templates}.{entry.UsageType}.{entry.Locale}";
}
