using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>Stands where a required value is missing or wrong, which has been told; nothing with a placeholder is ever stored.</summary>
internal static class ConfigPlaceholder
{
    public static JsonNode For(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => Object(type),
        JsonTypeInfoKind.Dictionary => new JsonObject(),
        JsonTypeInfoKind.Enumerable => new JsonArray(),
        _ when ConfigLeaf.AllowedNames(type) is [var first, ..] => JsonValue.Create(first),
        _ when type.Type == typeof(bool) => JsonValue.Create(false),
        _ when type.Type == typeof(int) || type.Type == typeof(long) => JsonValue.Create(0),
        _ when type.Type == typeof(JsonObject) => new JsonObject(),
        _ => JsonValue.Create(""),
    };

    private static JsonObject Object(JsonTypeInfo type)
    {
        var placeholder = new JsonObject();
        foreach (var member in ConfigMember.Of(type).Where(member => member.IsRequired))
        {
            placeholder.Add(member.Name, For(member.Type));
        }

        return placeholder;
    }
}
