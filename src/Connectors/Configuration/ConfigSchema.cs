using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>The JSON Schema (2020-12) of a config record: what a console or a deployment tool needs to offer a form.</summary>
internal static class ConfigSchema
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true };

    public static JsonObject Of(JsonTypeInfo config)
    {
        var schema = Complete(config.GetJsonSchemaAsNode(Options), config);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    // The framework's exporter knows nothing of types with converters (it says true: anything) nor of our attributes.
    private static JsonObject Complete(JsonNode? exported, JsonTypeInfo type)
    {
        var schema = exported as JsonObject ?? [];
        if (type.Type == typeof(Secret))
        {
            schema["type"] = "string";
            schema["writeOnly"] = true;
        }
        else if (type.Type == typeof(SecretUrl))
        {
            schema["type"] = "string";
            schema["format"] = "uri";
        }
        else if (type.Type.IsEnum)
        {
            schema["type"] = "string";
        }

        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when schema["properties"] is JsonObject properties:
                Members(properties, type);
                break;
            case JsonTypeInfoKind.Enumerable:
                Replace(schema, "items", ConfigMember.ElementOf(type));
                break;
            case JsonTypeInfoKind.Dictionary:
                Replace(schema, "additionalProperties", ConfigMember.ElementOf(type));
                break;
        }

        DropNull(schema);
        return schema;
    }

    private static void Members(JsonObject properties, JsonTypeInfo type)
    {
        foreach (var member in ConfigMember.Of(type))
        {
            var schema = Replace(properties, member.Name, member.Type);
            if (member.BoundTo is { } bound)
            {
                // So that a form can say which changes ask for the secret again.
                schema["x-boundTo"] = new JsonArray([.. bound.Select(path => (JsonNode)path)]);
            }

            if (member.Description is not null)
            {
                schema.Insert(0, "description", member.Description);
            }
        }
    }

    private static JsonObject Replace(JsonObject holder, string member, JsonTypeInfo type)
    {
        var exported = holder[member];
        holder[member] = null;
        var schema = Complete(exported, type);
        holder[member] = schema;
        return schema;
    }

    /// <summary>Null is the same as absent everywhere, so a form need not offer it.</summary>
    private static void DropNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray kinds)
        {
            var rest = kinds.Select(kind => kind?.GetValue<string>()).Where(kind => kind != "null").ToList();
            schema["type"] = rest is [var only] ? only : new JsonArray([.. rest.Select(kind => (JsonNode?)kind)]);
        }

        if (schema["enum"] is JsonArray names)
        {
            names.RemoveAll(name => name is null);
        }

        if (schema.TryGetPropertyValue("default", out var value) && value is null)
        {
            schema.Remove("default");
        }
    }
}
