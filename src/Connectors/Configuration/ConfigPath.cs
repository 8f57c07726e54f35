using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>Where something stands in a configuration: <c>templates[0].subject</c>. Keys of maps may hold dots, so it is kept in steps.</summary>
internal sealed class ConfigPath
{
    private const int LongestShown = 80;

    private readonly ConfigPath? _parent;
    private readonly string? _member;
    private readonly int _index;

    private ConfigPath(ConfigPath? parent, string? member, int index)
    {
        _parent = parent;
        _member = member;
        _index = index;
    }

    public static ConfigPath Root { get; } = new(null, null, -1);

    public bool IsRoot => _parent is null;

    public ConfigPath Member(string name) => new(this, name, -1);

    public ConfigPath Index(int index) => new(this, null, index);

    /// <summary>A path written in source: members joined with dots.</summary>
    public static ConfigPath Parse(string dotted) => dotted.Split('.').Aggregate(Root, (path, name) => path.Member(name));

    /// <summary>What stands there, or <c>null</c>.</summary>
    public JsonNode? Find(JsonNode? root) => _parent is null ? root : (_parent.Find(root), _member) switch
    {
        (JsonObject holder, { } name) => holder.TryGetPropertyValue(name, out var value) ? value : null,
        (JsonArray list, null) when _index < list.Count => list[_index],
        _ => null,
    };

    /// <summary>Puts a value there; the place must exist.</summary>
    public void Set(JsonNode root, JsonNode value)
    {
        switch (_parent?.Find(root))
        {
            case JsonObject holder when _member is not null:
                holder[_member] = value;
                break;
            case JsonArray list when _member is null && _index < list.Count:
                list[_index] = value;
                break;
            default:
                throw new InvalidOperationException($"There is no {this} in this configuration.");
        }
    }

    public override string ToString()
    {
        if (_parent is null)
        {
            return "";
        }

        if (_member is null)
        {
            return $"{_parent}[{_index}]";
        }

        var shown = _member.Length > LongestShown ? $"{_member[..LongestShown]}…" : _member;
        return IsPlain(_member) ? (_parent.IsRoot ? shown : $"{_parent}.{shown}") : $"{_parent}['{shown}']";
    }

    private static bool IsPlain(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '$');
}
