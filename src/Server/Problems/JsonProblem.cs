using System.Text.Json;
using System.Text.RegularExpressions;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Server.Problems;

/// <summary>
/// What the JSON reader did not like. Its own message may quote a value and names our types; its path, in our form
/// (to, config.templates[0].subject), and our words are enough to find the place.
/// </summary>
internal static partial class JsonProblem
{
    public static Problem Of(JsonException exception)
    {
        var path = (exception.Path ?? "$").TrimStart('$').TrimStart('.');
        var line = exception.LineNumber is { } number ? $" (line {number + 1}, byte {exception.BytePositionInLine + 1})" : "";
        if (Missing(exception) is { Count: > 0 } missing)
        {
            var errors = missing.ConvertAll(name => new ConfigProblem(path.Length == 0 ? name : $"{path}.{name}", "required", "This member is required."));
            return new Problem(ProblemCode.InvalidRequest, $"Required: {string.Join(", ", errors.Select(error => error.Path))}.{line}", errors);
        }

        var message = exception.Message switch
        {
            _ when Says("could not be mapped") => "There is no such member.",
            _ when Says("duplicate") => "A member stands twice.",
            _ when Says("depth") => "Nested too deeply: at most 16 levels.",
            _ when Says("not Unicode") => "Text that is not Unicode.",
            _ when Says("could not be converted") => "A value of another type is needed here.",
            _ => "Not JSON that can be read here.",
        };
        return new Problem(ProblemCode.InvalidRequest, message + line, [new ConfigProblem(path, "invalid_json", message)]);

        bool Says(string words) => exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    // Only names of members of ours stand in this message.
    private static List<string> Missing(JsonException exception) =>
        exception.Message.Contains("missing required", StringComparison.Ordinal)
            ? [.. NamePattern().Matches(exception.Message[exception.Message.IndexOf("missing required", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value)]
            : [];

    [GeneratedRegex("'([A-Za-z]+)'", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
