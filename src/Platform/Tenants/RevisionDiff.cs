using System.Text.Json.Nodes;

namespace EmailPlatform.Platform.Tenants;

/// <summary>
/// Compares what may be shown of two revisions. A secret is its fingerprint: the revision that it would be kept from
/// differs always and says nothing.
/// </summary>
internal static class RevisionDiff
{
    public static List<ConfigChange> Between(Revision from, Revision to)
    {
        var changes = new List<ConfigChange>();
        if (from.Type != to.Type)
        {
            changes.Add(new ConfigChange("type", from.Type, to.Type));
        }

        Compare("config", JsonNode.Parse(from.PublicConfig), JsonNode.Parse(to.PublicConfig), changes);
        return changes;
    }

    private static void Compare(string path, JsonNode? from, JsonNode? to, List<ConfigChange> changes)
    {
        if (from is JsonObject left && to is JsonObject right && !IsSecret(left) && !IsSecret(right))
        {
            foreach (var name in left.Select(member => member.Key).Union(right.Select(member => member.Key)))
            {
                Compare($"{path}.{name}", left[name], right[name], changes);
            }
        }
        else if (from is JsonArray before && to is JsonArray after)
        {
            for (var index = 0; index < Math.Max(before.Count, after.Count); index++)
            {
                Compare($"{path}[{index}]", At(before, index), At(after, index), changes);
            }
        }
        else
        {
            var (shownFrom, shownTo) = (Shown(from), Shown(to));
            if (!JsonNode.DeepEquals(shownFrom, shownTo))
            {
                changes.Add(new ConfigChange(path, shownFrom, shownTo));
            }
        }
    }

    private static JsonNode? At(JsonArray list, int index) => index < list.Count ? list[index] : null;

    public static bool IsSecret(JsonObject node) => node.ContainsKey("keep") && node.ContainsKey("fingerprint");

    public static JsonNode? Shown(JsonNode? node)
    {
        var copy = node?.DeepClone();
        if (copy is JsonObject secret && IsSecret(secret))
        {
            secret.Remove("keep");
        }

        return copy;
    }
}
