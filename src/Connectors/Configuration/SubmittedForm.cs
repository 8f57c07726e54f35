using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>
/// Copies what a tenant submitted and leaves out what is blank: blank strings, nulls, and objects and lists with nothing
/// in them. <c>false</c> and <c>0</c> stay. Everything after this works on the copy, because the copy is what is stored.
/// </summary>
internal sealed class SubmittedForm(ConfigReport report)
{
    private const int MaxDepth = 16;

    public JsonObject Clean(JsonElement submitted) => Object(submitted, ConfigPath.Root, 1) ?? [];

    private JsonNode? Value(JsonElement value, ConfigPath path, int depth)
    {
        if (depth > MaxDepth)
        {
            report.Broken(path.ToString(), "too_deep", $"Nested deeper than {MaxDepth} levels.");
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => Object(value, path, depth),
            JsonValueKind.Array => List(value, path, depth),
            JsonValueKind.String => Text(value, path),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => JsonValue.Create(value.Clone()),
            _ => null,
        };
    }

    private JsonObject? Object(JsonElement value, ConfigPath path, int depth)
    {
        var copy = new JsonObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (Name(member, path) is not { } name)
            {
                continue;
            }

            var memberPath = path.Member(name);
            if (!seen.Add(name))
            {
                report.Error(memberPath.ToString(), "duplicate_member", "Given more than once.");
            }
            else if (Value(member.Value, memberPath, depth + 1) is { } kept)
            {
                copy.Add(name, kept);
            }
        }

        return copy.Count == 0 ? null : copy;
    }

    private JsonArray? List(JsonElement value, ConfigPath path, int depth)
    {
        var copy = new JsonArray();
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            var elementPath = path.Index(index++);
            if (Value(element, elementPath, depth + 1) is { } kept)
            {
                copy.Add(kept);
            }
            else
            {
                report.Warn(elementPath.ToString(), "blank_left_out", "Blank and therefore left out; the entries after it move up.");
            }
        }

        return copy.Count == 0 ? null : copy;
    }

    private JsonValue? Text(JsonElement value, ConfigPath path)
    {
        try
        {
            var text = value.GetString();
            return string.IsNullOrWhiteSpace(text) ? null : JsonValue.Create(text);
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate escape ("\ud800") is JSON but no text.
            report.Broken(path.ToString(), "invalid_value", "Holds half of a surrogate pair, which is not text.");
            return null;
        }
    }

    private string? Name(JsonProperty member, ConfigPath holder)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            report.Error(holder.ToString(), "invalid_value", "A member's name holds half of a surrogate pair, which is not text.");
            return null;
        }
    }
}
