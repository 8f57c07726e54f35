using System.Text.Json.Serialization;
using System.Text.Json;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage;

/// <summary>What is stored as JSON. Members are added, never renamed or reused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TenantSettings))]
[JsonSerializable(typeof(PromotionContent))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<TemplateEntry>))]
[JsonSerializable(typeof(IReadOnlyList<RenderedTemplate>))]
[JsonSerializable(typeof(TemplateSource))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Write(TenantSettings settings) => JsonSerializer.Serialize(settings, Default.TenantSettings);

    public static string Write(IReadOnlyList<string> list) => JsonSerializer.Serialize(list, Default.IReadOnlyListString);

    public static string Write(IReadOnlyDictionary<string, string> facts) => JsonSerializer.Serialize(facts, Default.IReadOnlyDictionaryStringString);

    public static string Write(TemplateIndex index) => JsonSerializer.Serialize(index.Entries, Default.IReadOnlyListTemplateEntry);

    public static string Write(IReadOnlyList<RenderedTemplate> rendered) => JsonSerializer.Serialize(rendered, Default.IReadOnlyListRenderedTemplate);

    public static string Write(TemplateSource template) => JsonSerializer.Serialize(template, Default.TemplateSource);

    public static string Write(PromotionContent promotion) => JsonSerializer.Serialize(promotion, Default.PromotionContent);

    public static PromotionContent ReadPromotion(string json) =>
        JsonSerializer.Deserialize(json, Default.PromotionContent) ?? throw new JsonException("A stored promotion is an object.");

    public static TenantSettings ReadSettings(string json) => JsonSerializer.Deserialize(json, Default.TenantSettings) ?? new TenantSettings();

    public static TemplateIndex ReadIndex(string json) => new(JsonSerializer.Deserialize(json, Default.IReadOnlyListTemplateEntry) ?? []);

    public static IReadOnlyList<RenderedTemplate> ReadRendered(string json) => JsonSerializer.Deserialize(json, Default.IReadOnlyListRenderedTemplate) ?? [];

    public static TemplateSource ReadTemplate(string json) =>
        JsonSerializer.Deserialize(json, Default.TemplateSource) ?? throw new JsonException("A stored template is an object.");

    public static IReadOnlyList<string> ReadList(string json) => JsonSerializer.Deserialize(json, Default.IReadOnlyListString) ?? [];

    public static IReadOnlyDictionary<string, string> ReadFacts(string json) =>
        JsonSerializer.Deserialize(json, Default.IReadOnlyDictionaryStringString) ?? new Dictionary<string, string>();
}
