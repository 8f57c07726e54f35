using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>
/// Holds a configuration against the metadata of its record and tells everything that does not fit, where the
/// serializer would stop at the first. Answers a copy in the record's order that always deserializes: what is missing or
/// wrong has a placeholder there, so that the later checks can go on.
/// </summary>
internal sealed class ConfigStructure(ConfigReport report, ConfigMembers members)
{
    private readonly List<KeptSecretReference> _kept = [];

    /// <summary>Secrets that were given as references to an earlier revision; an empty string holds their place.</summary>
    public IReadOnlyList<KeptSecretReference> Kept => _kept;

    public JsonObject Read(JsonObject config, JsonTypeInfo type) => Object(config, type, ConfigPath.Root);

    private JsonNode Value(JsonNode? node, JsonTypeInfo type, ConfigPath path, IReadOnlyList<string> boundTo)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when node is JsonObject holder:
                return Object(holder, type, path);
            case JsonTypeInfoKind.Dictionary when node is JsonObject map:
                return Map(map, type, path, boundTo);
            case JsonTypeInfoKind.Enumerable when node is JsonArray list:
                return List(list, type, path, boundTo);
            case JsonTypeInfoKind.None when node is not null && Leaf(node, type, path, boundTo) is { } leaf:
                return leaf;
            default:
                report.Broken(path.ToString(), "wrong_type", $"Must be {ConfigLeaf.Describe(type)}.");
                return ConfigPlaceholder.For(type);
        }
    }

    private JsonObject Object(JsonObject config, JsonTypeInfo type, ConfigPath path)
    {
        var known = ConfigMember.Of(type);
        foreach (var (name, _) in config)
        {
            if (!known.Any(member => member.Name == name))
            {
                members.Unknown(report, path, name, known);
            }
        }

        var copy = new JsonObject();
        foreach (var member in known)
        {
            var memberPath = path.Member(member.Name);
            if (config.TryGetPropertyValue(member.Name, out var value))
            {
                var read = Value(value, member.Type, memberPath, member.BoundTo ?? []);
                if (member.IsRequired || !report.IsSilenced(memberPath.ToString()))
                {
                    copy.Add(member.Name, read);
                }
            }
            else if (member.IsRequired)
            {
                report.Broken(memberPath.ToString(), "required", "Is required.");
                copy.Add(member.Name, ConfigPlaceholder.For(member.Type));
            }
        }

        return copy;
    }

    private JsonObject Map(JsonObject map, JsonTypeInfo type, ConfigPath path, IReadOnlyList<string> boundTo)
    {
        var element = ConfigMember.ElementOf(type);
        var copy = new JsonObject();
        foreach (var (name, value) in map)
        {
            copy.Add(name, Value(value, element, path.Member(name), boundTo));
        }

        return copy;
    }

    private JsonArray List(JsonArray list, JsonTypeInfo type, ConfigPath path, IReadOnlyList<string> boundTo)
    {
        var element = ConfigMember.ElementOf(type);
        var copy = new JsonArray();
        for (var index = 0; index < list.Count; index++)
        {
            copy.Add(Value(list[index], element, path.Index(index), boundTo));
        }

        return copy;
    }

    private JsonNode? Leaf(JsonNode node, JsonTypeInfo type, ConfigPath path, IReadOnlyList<string> boundTo)
    {
        var isUrl = type.Type == typeof(SecretUrl);
        if ((isUrl || type.Type == typeof(Secret)) && node is JsonObject reference && reference.ContainsKey("keep"))
        {
            Keep(reference, path, boundTo, isUrl);
            return ConfigPlaceholder.For(type);
        }

        if (ConfigLeaf.AllowedNames(type) is { } names)
        {
            if (node.GetValueKind() == JsonValueKind.String && !names.Contains(node.GetValue<string>(), StringComparer.Ordinal))
            {
                report.Broken(path.ToString(), "invalid_value", $"Must be one of {string.Join(", ", names)}.");
                return ConfigPlaceholder.For(type);
            }
        }

        return ConfigLeaf.Canonical(node, type);
    }

    private void Keep(JsonObject reference, ConfigPath path, IReadOnlyList<string> boundTo, bool isUrl)
    {
        foreach (var (name, _) in reference.Where(member => member.Key is not ("keep" or "fingerprint" or "display")))
        {
            report.Error(path.Member(name).ToString(), "unknown_member", "A kept secret has only keep, fingerprint and display.");
        }

        if (reference["keep"] is JsonValue value && value.TryGetValue<int>(out var revision) && revision > 0)
        {
            _kept.Add(new KeptSecretReference(path, revision, boundTo, isUrl));
        }
        else
        {
            report.Broken(path.ToString(), "wrong_type", "keep names the revision that holds the secret: a number from 1.");
        }
    }
}
