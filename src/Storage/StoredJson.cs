using System.Text.Json;
using System.Text.Json.Serialization;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage;

/// <summary>What is stored as JSON. Members are added, never renamed or reused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TenantSettings))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Write(TenantSettings settings) => JsonSerializer.Serialize(settings, Default.TenantSettings);

    public static string Write(IReadOnlyList<string> list) => JsonSerializer.Serialize(list, Default.IReadOnlyListString);

    public static string Write(IReadOnlyDictionary<string, string> facts) => JsonSerializer.Serialize(facts, Default.IReadOnlyDictionaryStringString);

    public static TenantSettings ReadSettings(string json) => JsonSerializer.Deserialize(json, Default.TenantSettings) ?? new TenantSettings();

    public static IReadOnlyList<string> ReadList(string json) => JsonSerializer.Deserialize(json, Default.IReadOnlyListString) ?? [];

    public static IReadOnlyDictionary<string, string> ReadFacts(string json) =>
        JsonSerializer.Deserialize(json, Default.IReadOnlyDictionaryStringString) ?? new Dictionary<string, string>();
}
