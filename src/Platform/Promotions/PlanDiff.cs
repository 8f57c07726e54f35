using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>What differs between two documents, value by value, short enough for a person to read.</summary>
internal static class PlanDiff
{
    private const int Longest = 2000;

    public static List<ConfigChange> Between(string root, JsonNode? from, JsonNode? to)
    {
        var (left, right) = (Leaves(root, from), Leaves(root, to));
        return
        [
            .. left.Keys.Union(right.Keys)
                .Where(path => !JsonNode.DeepEquals(left.GetValueOrDefault(path), right.GetValueOrDefault(path)))
                .Select(path => new ConfigChange(path, Shortened(left.GetValueOrDefault(path)), Shortened(right.GetValueOrDefault(path)))),
        ];
    }

    /// <summary>Every value by its path, a secret as its fingerprint and what may be shown of it.</summary>
    public static Dictionary<string, JsonNode> Leaves(string root, JsonNode? node)
    {
        var leaves = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        Collect(root, node, leaves);
        return leaves;
    }

    private static void Collect(string path, JsonNode? node, Dictionary<string, JsonNode> leaves)
    {
        switch (node)
        {
            case null:
                break;
            case JsonObject secret when RevisionDiff.IsSecret(secret):
                leaves[path] = RevisionDiff.Shown(secret) ?? secret;
                break;
            case JsonObject { Count: > 0 } holder:
                foreach (var (name, value) in holder)
                {
                    Collect(path + ValuePath.Step(name), value, leaves);
                }

                break;
            case JsonArray { Count: > 0 } list:
                for (var index = 0; index < list.Count; index++)
                {
                    Collect(string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), list[index], leaves);
                }

                break;
            default:
                leaves[path] = node;
                break;
        }
    }

    private static JsonNode? Shortened(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > Longest } text
            ? JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{text[..Longest]}… ({text.Length} characters)"))
            : node?.DeepClone();
}
