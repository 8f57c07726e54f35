using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates;

/// <summary>Compiles the parts of one template: one table of variables for all of them, every problem with its line and column.</summary>
internal sealed class PartCompiler
{
    private const int MaxPlaceholders = 1000;
    private const int MaxProblems = 100;

    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    public List<ConfigProblem> Problems { get; } = [];

    public List<(VariablePath Path, string Part)> Variables { get; } = [];

    public MarkedText Parse(string source, string path)
    {
        var parsed = PlaceholderSyntax.Parse(source, Reporter(path, "invalid_placeholder", source));
        if (parsed.Placeholders.Count <= MaxPlaceholders)
        {
            return parsed;
        }

        Problems.Add(new ConfigProblem(path, "too_many_placeholders", $"There are more than {MaxPlaceholders} placeholders."));
        return new MarkedText("", [], []);
    }

    /// <summary>Takes an offset in the part's source and a message.</summary>
    public Action<int, string> Reporter(string path, string code, string source) => (offset, message) =>
    {
        if (Problems.Count == MaxProblems)
        {
            return;
        }

        var before = source.AsSpan(0, offset);
        var line = before.Count('\n') + 1;
        var column = offset - before.LastIndexOf('\n');
        Problems.Add(new ConfigProblem(path, code, $"Line {line}, column {column}: {message}"));
    };

    /// <param name="line">Whether the part is one line, also where its author broke it.</param>
    public TemplatePart Compile(MarkedText text, Func<int, ValuePlace> place, string path, bool line = false)
    {
        string Literal(int start, int end) => line ? ValuePlace.OneLine(text.Text[start..end]) : text.Text[start..end];
        var literals = new List<string>();
        var slots = new List<(int, ValuePlace, string?)>();
        var next = 0;
        for (var index = 0; index < text.Positions.Count; index++)
        {
            literals.Add(Literal(next, text.Positions[index]));
            var placeholder = text.Placeholders[index];
            slots.Add((IndexOf(placeholder.Path, path), place(index), placeholder.Default));
            next = text.Positions[index] + 1;
        }

        literals.Add(Literal(next, text.Text.Length));
        return new TemplatePart(literals, slots);
    }

    private int IndexOf(string variable, string path)
    {
        if (!_indexes.TryGetValue(variable, out var index))
        {
            index = Variables.Count;
            _indexes.Add(variable, index);
            Variables.Add((new VariablePath(variable), path));
        }

        return index;
    }
}
