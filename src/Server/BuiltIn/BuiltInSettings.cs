using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.BuiltIn;

namespace EmailPlatform.Server.BuiltIn;

/// <summary>
/// Section <c>EmailPlatform:BuiltIn</c>: <c>Type</c> is any connector type that sends, <c>Config</c> its configuration, as JSON in
/// one text or as a tree of settings. Settings know nothing but texts; what is a number or a flag, the type's schema says.
/// </summary>
internal static class BuiltInSettings
{
    /// <summary><c>null</c> when the operator has set up no built-in service.</summary>
    /// <exception cref="FormatException">Says everything that is wrong.</exception>
    public static BuiltInSetup? Read(IConfiguration configuration, ConnectorCatalog catalog)
    {
        var section = configuration.GetSection(BuiltInSetup.Section);
        if (!section.Exists())
        {
            return null;
        }

        var type = section["Type"];
        var schema = type is not null && catalog.TryFind(type, out var connector) ? connector.Schema : [];
        return BuiltInSetup.Read(catalog, type, JsonSerializer.SerializeToElement(Config(section.GetSection("Config"), schema), ApiJson.Default.JsonNode));
    }

    private static JsonNode Config(IConfigurationSection section, JsonObject schema)
    {
        if (section.Value is not { Length: > 0 } text)
        {
            return Tree(section, schema) ?? new JsonObject();
        }

        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) ?? new JsonObject();
        }
        catch (JsonException exception)
        {
            // Its message would quote what stands there.
            var line = ((exception.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            var column = ((exception.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            throw new FormatException($"{BuiltInSetup.Section}:Config is no JSON: look at line {line}, byte {column}.");
        }
    }

    private static JsonNode? Tree(IConfigurationSection section, JsonNode? schema)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
        {
            return section.Value is { } value ? Leaf(value, schema) : null;
        }

        return IsList(schema) || (schema is null && children.TrueForAll(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            ? new JsonArray([.. children.Select(child => Tree(child, schema?["items"]))])
            : new JsonObject(children.Select(child => Member(child, schema)));
    }

    private static KeyValuePair<string, JsonNode?> Member(IConfigurationSection child, JsonNode? schema)
    {
        // The case of settings does not matter; the one of members does.
        var known = (schema?["properties"] as JsonObject)?.FirstOrDefault(property => string.Equals(property.Key, child.Key, StringComparison.OrdinalIgnoreCase));
        return known is { Key: { } name, Value: { } described }
            ? KeyValuePair.Create(name, Tree(child, described))
            : KeyValuePair.Create(child.Key, Tree(child, schema?["additionalProperties"] as JsonObject));
    }

    private static JsonValue Leaf(string value, JsonNode? schema) => value switch
    {
        _ when Is(schema, "boolean") && bool.TryParse(value, out var flag) => JsonValue.Create(flag),
        _ when (Is(schema, "integer") || Is(schema, "number")) && long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(value),
    };

    private static bool IsList(JsonNode? schema) => Is(schema, "array");

    private static bool Is(JsonNode? schema, string kind) => schema is JsonObject description && description["type"] switch
    {
        JsonValue one => one.TryGetValue<string>(out var name) && name == kind,
        JsonArray several => several.Any(name => (string?)name == kind),
        _ => false,
    };
}
