using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.Platform.Tenants;

/// <summary>JSON merge patch (RFC 7396): members replace, objects merge, <c>null</c> removes.</summary>
public static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            return Node(patch);
        }

        var result = target as JsonObject ?? [];
        foreach (var member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                result.Remove(member.Name);
            }
            else
            {
                var before = result[member.Name];
                var after = Apply(before, member.Value);
                if (!ReferenceEquals(before, after))
                {
                    result[member.Name] = after;
                }
            }
        }

        return result;
    }

    private static JsonNode? Node(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => JsonArray.Create(value.Clone()),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value.Clone()),
    };
}
