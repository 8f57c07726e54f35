using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>Finds the secrets of a stored configuration and puts something else in their place.</summary>
internal sealed class SecretLeaves(Func<SecretLeaf, JsonNode?> replace)
{
    public JsonObject Replace(JsonObject stored, JsonTypeInfo type) => Object(stored, type, ConfigPath.Root);

    private JsonNode? Value(JsonNode? node, JsonTypeInfo? type, ConfigPath path) => node switch
    {
        null => null,
        JsonObject holder when type is { Kind: JsonTypeInfoKind.Object } => Object(holder, type, path),
        JsonObject map when type is null or { Kind: JsonTypeInfoKind.Dictionary } => Map(map, type, path),
        JsonArray list when type is null or { Kind: JsonTypeInfoKind.Enumerable } => List(list, type, path),
        _ => Leaf(node, type?.Type, path),
    };

    private JsonObject Object(JsonObject holder, JsonTypeInfo type, ConfigPath path)
    {
        var members = ConfigMember.Of(type);
        var copy = new JsonObject();
        foreach (var (name, value) in holder)
        {
            // A member that this version does not know may have been a secret to the version that stored it.
            copy.Add(name, Value(value, members.FirstOrDefault(member => member.Name == name)?.Type, path.Member(name)));
        }

        return copy;
    }

    private JsonObject Map(JsonObject map, JsonTypeInfo? type, ConfigPath path)
    {
        var element = type is null ? null : ConfigMember.ElementOf(type);
        var copy = new JsonObject();
        foreach (var (name, value) in map)
        {
            copy.Add(name, Value(value, element, path.Member(name)));
        }

        return copy;
    }

    private JsonArray List(JsonArray list, JsonTypeInfo? type, ConfigPath path)
    {
        var element = type is null ? null : ConfigMember.ElementOf(type);
        return [.. list.Select((value, index) => Value(value, element, path.Index(index)))];
    }

    private JsonNode? Leaf(JsonNode node, Type? type, ConfigPath path)
    {
        if (type == typeof(SecretUrl) && node.GetValueKind() == JsonValueKind.String)
        {
            var url = new SecretUrl(node.GetValue<string>());
            return url.HoldsSecret ? replace(new SecretLeaf(path.ToString(), new Secret(url.Reveal()), url.Display)) : node.DeepClone();
        }

        var isText = node.GetValueKind() == JsonValueKind.String;
        return type == typeof(Secret) || (type is null && isText)
            ? replace(new SecretLeaf(path.ToString(), new Secret(isText ? node.GetValue<string>() : node.ToJsonString())))
            : node.DeepClone();
    }
}
