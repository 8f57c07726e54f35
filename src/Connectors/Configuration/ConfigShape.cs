using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>The usual other ways to write a member, brought into the one that is stored. What fits none is left alone.</summary>
internal static class ConfigShape
{
    /// <summary>Forms and documents have numbers as text: <c>"587"</c>.</summary>
    public static void NumberFromDigits(JsonObject config, string member)
    {
        if (Text(config, member) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            config[member] = number;
        }
    }

    /// <summary>Names of a closed list, written in capitals.</summary>
    public static void LowerCase(JsonObject config, string member)
    {
        if (Text(config, member) is { } text)
        {
            config[member] = text.ToLowerInvariant();
        }
    }

    /// <summary>A value where a list of values is meant, in every member of a map.</summary>
    public static void ListsInMap(JsonObject config, string member)
    {
        if (config[member] is not JsonObject map)
        {
            return;
        }

        foreach (var (name, value) in map.ToList())
        {
            if (value is not (null or JsonArray))
            {
                map[name] = new JsonArray(value.DeepClone());
            }
        }
    }

    /// <summary>A value where a list of values is meant.</summary>
    public static void List(JsonObject config, string member)
    {
        if (config[member] is JsonValue value)
        {
            config[member] = new JsonArray(value.DeepClone());
        }
    }

    /// <summary>A list written as one text.</summary>
    public static void SplitText(JsonObject config, string member, char separator)
    {
        if (Text(config, member) is { } text)
        {
            var parts = text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            config.Remove(member);
            if (parts.Length > 0)
            {
                config[member] = new JsonArray([.. parts.Select(part => (JsonNode)part)]);
            }
        }
    }

    public static string? Text(JsonObject config, string member) =>
        config[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
