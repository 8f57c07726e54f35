using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Promotions;

/// <summary>
/// A tenant's configuration as a file that people keep and compare: <c>{ "connector"?: { "type", "config" }, "settings"?,
/// "templates"?: { usage: { locale: { "subject", … } } } }</c>. In the place of a secret stands <c>{ "slot": its path }</c>.
/// </summary>
public sealed class ConfigurationFile
{
    public const string Connector = "connector";
    public const string Slot = "slot";
    public const string Display = "display";

    private readonly JsonObject _document;
    private readonly Dictionary<TemplateEntry, TemplateSource> _templates = [];

    private ConfigurationFile(JsonObject document) => _document = document;

    /// <summary>The parts that are in it.</summary>
    public IReadOnlyList<PromotionPart> Parts =>
    [
        .. _document.ContainsKey(Connector) ? [PromotionPart.Connector] : Array.Empty<PromotionPart>(),
        .. _document.ContainsKey(PromotionOverrides.Templates) ? [PromotionPart.Templates] : Array.Empty<PromotionPart>(),
        .. _document.ContainsKey(PromotionOverrides.Settings) ? [PromotionPart.Settings] : Array.Empty<PromotionPart>(),
    ];

    internal JsonObject Document => _document.DeepClone().AsObject();

    internal JsonObject Settings => _document[PromotionOverrides.Settings]?.DeepClone() as JsonObject ?? [];

    internal IReadOnlyDictionary<TemplateEntry, TemplateSource> Templates => _templates;

    internal PromotedConnector? Promoted => _document[Connector] is JsonObject connector
        ? new PromotedConnector(Text(connector["type"]) ?? "", WithoutSlots(connector["config"]) as JsonObject ?? [], "Imported from a file")
        : null;

    /// <summary>Reads one, or tells everything that is wrong with it.</summary>
    /// <param name="where">The file's path in the request.</param>
    public static Result<ConfigurationFile> Read(JsonNode? node, string where)
    {
        var problems = new List<ConfigProblem>();
        if (node is not JsonObject document)
        {
            return Problem.Invalid(where, "wrong_type", "An object is needed, or text that is one as JSON or YAML.");
        }

        var file = new ConfigurationFile(document);
        foreach (var (name, value) in document)
        {
            if (name is not (Connector or PromotionOverrides.Settings or PromotionOverrides.Templates))
            {
                problems.Add(new ConfigProblem($"{where}.{name}", "unknown_member", "There is no such member."));
            }
            else if (value is not JsonObject)
            {
                problems.Add(new ConfigProblem($"{where}.{name}", "wrong_type", "An object is needed."));
            }
        }

        if (document[Connector] is JsonObject connector && (Text(connector["type"]) is null || connector["config"] is not JsonObject || connector.Count > 2))
        {
            problems.Add(new ConfigProblem($"{where}.{Connector}", "invalid_value", "A connector has a type and a config, and nothing else."));
        }

        file.ReadTemplates($"{where}.{PromotionOverrides.Templates}", problems);
        return problems.Count > 0 ? Problem.Invalid(problems) : file;
    }

    private void ReadTemplates(string where, List<ConfigProblem> problems)
    {
        foreach (var (usage, locales) in _document[PromotionOverrides.Templates] as JsonObject ?? [])
        {
            if (!UsageType.TryParse(usage, out var usageType) || locales is not JsonObject byLocale)
            {
                problems.Add(new ConfigProblem($"{where}.{usage}", "invalid_value", $"By usage, {string.Join(", ", UsageType.All)}, an object is needed."));
                continue;
            }

            foreach (var (locale, members) in byLocale)
            {
                ReadTemplate(usageType, locale, members, $"{where}.{usage}.{locale}", problems);
            }
        }
    }

    private void ReadTemplate(UsageType usageType, string locale, JsonNode? members, string where, List<ConfigProblem> problems)
    {
        if (!LanguageTag.TryCanonicalize(locale, out var tag))
        {
            problems.Add(new ConfigProblem(where, "invalid_value", "A BCP 47 tag is needed, such as en or zh-Hant-TW."));
        }
        else if (_templates.Keys.Any(entry => entry.UsageType == usageType && entry.Locale == tag))
        {
            problems.Add(new ConfigProblem(where, "duplicate", $"{tag} is there already, written in another way."));
        }
        else if (TemplateDocument.Read(members, where, problems) is { } content)
        {
            if (TemplateDraft.Read(usageType, content, where).TryGet(out var draft, out var problem))
            {
                _templates[new TemplateEntry(usageType, tag, 0, draft.Hash, default, "")] = draft.Source;
            }
            else
            {
                problems.AddRange(problem.Errors ?? []);
            }
        }
    }

    /// <summary>Something that reads as a secret where a slot is: which one it will be is decided later.</summary>
    private static JsonNode? WithoutSlots(JsonNode? node) => node switch
    {
        JsonObject slot when slot.ContainsKey(Slot) && slot.All(member => member.Key is Slot or Display) =>
            JsonValue.Create(Text(slot[Display]) is { } display ? $"{display}?{Slot}" : Slot),
        JsonObject holder => new JsonObject(holder.Select(member => KeyValuePair.Create(member.Key, WithoutSlots(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(WithoutSlots)]),
        _ => node?.DeepClone(),
    };

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
