using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Conformance;

/// <summary>One place of a configuration together with what the schema says of it.</summary>
internal sealed record ConfigPlace(ConfigPath Path, JsonNode Value, JsonObject Schema, IReadOnlyList<string>? BoundTo)
{
    /// <summary>Whether the value is of a kind, and among the names, that the schema allows.</summary>
    public bool IsAsDescribed => ((string?)Schema["type"], Value.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("integer", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("string", JsonValueKind.String) => Schema["enum"] is not JsonArray names || names.Any(name => JsonNode.DeepEquals(name, Value)),
        _ => false,
    };

    public bool IsSecret => (bool?)Schema["writeOnly"] == true;

    public static IEnumerable<ConfigPlace> All(JsonObject config, JsonObject schema) => Under(new ConfigPlace(ConfigPath.Root, config, schema, null));

    /// <summary>Where the schema has secrets: <c>auth.pass</c>, <c>headers.*[]</c>.</summary>
    public static IEnumerable<string> SecretPatterns(JsonObject schema, string path = "")
    {
        if ((bool?)schema["writeOnly"] == true)
        {
            return [path];
        }

        var members = schema["properties"]?.AsObject().SelectMany(member => SecretPatterns(member.Value!.AsObject(), Join(path, member.Key))) ?? [];
        var values = schema["additionalProperties"] is JsonObject map ? SecretPatterns(map, Join(path, "*")) : [];
        var items = schema["items"] is JsonObject item ? SecretPatterns(item, $"{path}[]") : [];
        return [.. members, .. values, .. items];
    }

    private static IEnumerable<ConfigPlace> Under(ConfigPlace place)
    {
        yield return place;
        foreach (var inner in Inside(place).SelectMany(Under))
        {
            yield return inner;
        }
    }

    private static IEnumerable<ConfigPlace> Inside(ConfigPlace place) => place.Value switch
    {
        // Of free JSON nobody says what is in it.
        JsonObject when place.Schema["properties"] is null && place.Schema["additionalProperties"] is null => [],
        JsonObject holder => holder.Select(member => Member(place, member.Key, member.Value!)),
        JsonArray list => list.Select((item, index) => new ConfigPlace(place.Path.Index(index), item!, place.Schema["items"]!.AsObject(), place.BoundTo)),
        _ => [],
    };

    private static ConfigPlace Member(ConfigPlace place, string name, JsonNode value)
    {
        var schema = place.Schema["properties"]?[name] ?? place.Schema["additionalProperties"];
        Assert.True(schema is JsonObject, $"The schema says nothing of {place.Path.Member(name)}.");
        var bound = schema["x-boundTo"]?.AsArray().Select(path => path!.GetValue<string>()).ToList();
        return new ConfigPlace(place.Path.Member(name), value, schema.AsObject(), bound ?? place.BoundTo);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
