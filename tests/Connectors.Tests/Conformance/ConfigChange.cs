using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Conformance;

/// <summary>Gives a member another value of its kind.</summary>
internal static class ConfigChange
{
    /// <summary>False where there is nothing to change: a member inside an object that is not there.</summary>
    public static bool Change(JsonObject config, string member, JsonObject schema)
    {
        var path = ConfigPath.Parse(member);
        var described = member.Split('.').Aggregate<string, JsonNode?>(schema, (holder, name) => holder?["properties"]?[name]);
        var names = member.Split('.');
        var holder = names[..^1].Aggregate<string, JsonNode?>(config, (inner, name) => inner?[name]) as JsonObject;
        if (holder is null)
        {
            return false;
        }

        var now = path.Find(config);
        switch ((string?)described?["type"])
        {
            case "string" when described["enum"] is JsonArray allowed:
                holder[names[^1]] = allowed.Last(name => !JsonNode.DeepEquals(name, now))?.DeepClone();
                return true;
            case "string":
                holder[names[^1]] = (string?)described["format"] == "uri" ? "https://elsewhere.example.org/" : "elsewhere.example.org";
                return true;
            case "integer":
                holder[names[^1]] = now is null ? 1 : now.GetValue<int>() + 1;
                return true;
            case "boolean":
                holder[names[^1]] = now is null || !now.GetValue<bool>();
                return true;
            default:
                return holder.Remove(names[^1]);
        }
    }
}
