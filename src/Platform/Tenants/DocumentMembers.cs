using System.Text.Json.Nodes;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Reads the members of one object of a request and notes every problem with its path; what nobody asked for is one.</summary>
internal sealed class DocumentMembers(JsonObject source, string path, List<ConfigProblem> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string? Text(string name) => Value<string>(name, "A string is needed.");

    public int? Integer(string name, int least, int most)
    {
        if (Value<int>(name, $"A whole number from {least} to {most} is needed.", out var number) && (number < least || number > most))
        {
            Add(name, "invalid_value", $"{least} to {most}.");
        }

        return Has(name) ? number : null;
    }

    public bool? Flag(string name) => Value<bool>(name, "true or false is needed.", out var flag) ? flag : null;

    public T? OneOf<T>(string name, IReadOnlyDictionary<string, T> values)
        where T : struct
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (values.TryGetValue(text, out var value))
        {
            return value;
        }

        Add(name, "invalid_value", $"One of {string.Join(", ", values.Keys)} is needed.");
        return null;
    }

    public JsonObject? Object(string name) => Node<JsonObject>(name, "An object is needed.");

    public JsonArray? List(string name) => Node<JsonArray>(name, "A list is needed.");

    public void Add(string name, string code, string message) => problems.Add(new ConfigProblem(PathOf(name), code, message));

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Call last: names what was not asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var (name, _) in source.Where(member => !_known.Contains(member.Key)))
        {
            Add(name, "unknown_member", "There is no such member.");
        }
    }

    private bool Has(string name) => source.TryGetPropertyValue(name, out var value) && value is not null;

    private T? Value<T>(string name, string expected)
        where T : class =>
        Value<T>(name, expected, out var value) ? value : null;

    private bool Value<T>(string name, string expected, out T? value)
    {
        _known.Add(name);
        value = default;
        if (!Has(name))
        {
            return false;
        }

        if (source[name] is JsonValue found && found.TryGetValue(out value))
        {
            return true;
        }

        Add(name, "wrong_type", expected);
        return false;
    }

    private T? Node<T>(string name, string expected)
        where T : JsonNode
    {
        _known.Add(name);
        if (Has(name) && source[name] is not T)
        {
            Add(name, "wrong_type", expected);
        }

        return source[name] as T;
    }
}
