using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EmailPlatform.Platform.Promotions;

/// <summary>A place in a JSON document as a person writes it: <c>templates[0].subject</c>, <c>customHeaders['X-Key']</c>.</summary>
internal sealed class ValuePath
{
    // Deeper than any configuration may be.
    private const int MostSteps = 16;

    private readonly List<object> _steps;

    private ValuePath(List<object> steps) => _steps = steps;

    /// <summary>The first member's name.</summary>
    public string Root => (string)_steps[0];

    /// <summary>The path below the first member; <c>null</c> when it ends there.</summary>
    public ValuePath? Below => _steps.Count > 1 && _steps[1] is string ? new ValuePath(_steps[1..]) : null;

    public static ValuePath? Parse(string text)
    {
        var steps = new List<object>();
        for (var at = 0; at < text.Length;)
        {
            var (step, length) = text[at] == '[' ? Bracket(text[at..]) : Member(text[at..], steps.Count > 0);
            if (step is null || steps.Count == MostSteps || (steps.Count == 0 && step is int))
            {
                return null;
            }

            steps.Add(step);
            at += length;
        }

        return steps.Count == 0 ? null : new ValuePath(steps);
    }

    /// <summary>A member's name as it stands behind the path to its holder.</summary>
    public static string Step(string name) => IsPlain(name) ? $".{name}" : $"['{name}']";

    /// <summary>Puts a value there, also as a new member; <c>false</c> when there is nothing to put it into.</summary>
    public bool TrySet(JsonNode root, JsonNode? value)
    {
        var holder = (JsonNode?)root;
        foreach (var step in _steps[..^1])
        {
            holder = step switch
            {
                string name when holder is JsonObject members => members[name],
                int index when holder is JsonArray list && index < list.Count => list[index],
                _ => null,
            };
        }

        switch (_steps[^1])
        {
            case string name when holder is JsonObject members && value is null:
                members.Remove(name);
                return true;
            case string name when holder is JsonObject members:
                members[name] = value;
                return true;
            case int index when holder is JsonArray list && index < list.Count && value is not null:
                list[index] = value;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether another place is this one or inside of it.</summary>
    public bool Covers(ValuePath other) => _steps.Count <= other._steps.Count && _steps.SequenceEqual(other._steps[.._steps.Count]);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in _steps)
        {
            _ = step switch
            {
                int index => text.Append(CultureInfo.InvariantCulture, $"[{index}]"),
                string name when !IsPlain(name) => text.Append(CultureInfo.InvariantCulture, $"['{name}']"),
                var name => text.Append(text.Length == 0 ? "" : ".").Append(name),
            };
        }

        return text.ToString();
    }

    private static (object? Step, int Length) Bracket(string text)
    {
        var isName = text.StartsWith("['", StringComparison.Ordinal);
        var end = text.IndexOf(isName ? "']" : "]", StringComparison.Ordinal);
        if (end < 0)
        {
            return (null, 0);
        }

        return isName ? (text[2..end], end + 2)
            : int.TryParse(text[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? (index, end + 1)
            : (null, 0);
    }

    private static (object? Step, int Length) Member(string text, bool isLater)
    {
        var begin = isLater ? 1 : 0;
        var end = begin;
        while (end < text.Length && text[end] is not ('.' or '['))
        {
            end++;
        }

        return (isLater && text[0] != '.') || end == begin ? (null, 0) : (text[begin..end], end);
    }

    private static bool IsPlain(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '$');
}
