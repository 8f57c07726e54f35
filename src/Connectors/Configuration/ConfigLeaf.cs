using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>Single values: which kinds a member takes, and the one way in which each is written down.</summary>
internal static class ConfigLeaf
{
    private static readonly ConcurrentDictionary<JsonTypeInfo, IReadOnlyList<string>> Names = new();

    /// <summary>The value as it is stored, or <c>null</c> when it is of another kind.</summary>
    public static JsonNode? Canonical(JsonNode node, JsonTypeInfo type)
    {
        var kind = node.GetValueKind();
        if (IsText(type.Type) || AllowedNames(type) is not null)
        {
            return kind == JsonValueKind.String ? JsonValue.Create(node.GetValue<string>()) : null;
        }

        if (type.Type == typeof(bool))
        {
            return kind is JsonValueKind.True or JsonValueKind.False ? JsonValue.Create(kind == JsonValueKind.True) : null;
        }

        if (type.Type == typeof(int) || type.Type == typeof(long))
        {
            return kind == JsonValueKind.Number ? Whole((JsonValue)node, type.Type) : null;
        }

        if (type.Type == typeof(JsonObject))
        {
            return node is JsonObject ? node.DeepClone() : null;
        }

        return Other(node, type);
    }

    /// <summary>The names of an enum, or <c>null</c>.</summary>
    public static IReadOnlyList<string>? AllowedNames(JsonTypeInfo type) => type.Type.IsEnum
        ? Names.GetOrAdd(type, static one => [.. one.GetJsonSchemaAsNode()["enum"]?.AsArray().Select(name => name?.GetValue<string>() ?? "") ?? []])
        : null;

    public static string Describe(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
        JsonTypeInfoKind.Enumerable => "a list",
        _ when type.Type == typeof(JsonObject) => "an object",
        _ when AllowedNames(type) is { } names => $"one of {string.Join(", ", names)}",
        _ when IsText(type.Type) => "a string",
        _ when type.Type == typeof(bool) => "true or false",
        _ when type.Type == typeof(int) || type.Type == typeof(long) => "a whole number",
        _ => "of another kind",
    };

    private static bool IsText(Type type) => type == typeof(string) || type == typeof(Secret) || type == typeof(SecretUrl);

    /// <summary>587.0 is the number 587; 587.5 and 1e400 are no whole numbers.</summary>
    private static JsonValue? Whole(JsonValue node, Type type)
    {
        if (!decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || decimal.Truncate(number) != number)
        {
            return null;
        }

        return type == typeof(int)
            ? number is >= int.MinValue and <= int.MaxValue ? JsonValue.Create((int)number) : null
            : number is >= long.MinValue and <= long.MaxValue ? JsonValue.Create((long)number) : null;
    }

    private static JsonNode? Other(JsonNode node, JsonTypeInfo type)
    {
        try
        {
            node.Deserialize(type);
            return node.DeepClone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
