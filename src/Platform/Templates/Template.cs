using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Html;

namespace EmailPlatform.Platform.Templates;

/// <summary>
/// A compiled template: immutable, rendered by any number of threads. Values are put in in one pass, are never expanded
/// again and are escaped for where they stand; that they can be is settled when the template is compiled.
/// </summary>
public sealed class Template
{
    private readonly VariablePath[] _variables;
    private readonly TemplatePart _subject;
    private readonly TemplatePart? _html;
    private readonly TemplatePart? _text;
    private readonly TemplatePart? _replyTo;
    private readonly TemplatePart? _senderName;

    private Template(TemplateSource source, TemplatePaths paths, PartCompiler compiler)
    {
        _subject = Line(compiler, source.Subject, paths.Subject, ValueKind.Line);
        _replyTo = OptionalLine(compiler, source.ReplyTo, paths.ReplyTo, ValueKind.Mailbox);
        _senderName = OptionalLine(compiler, source.SenderName, paths.SenderName, ValueKind.SenderName);
        if (!string.IsNullOrWhiteSpace(source.Html))
        {
            var html = compiler.Parse(source.Html, paths.Html);
            var places = HtmlPlaces.Find(html, compiler.Reporter(paths.Html, "unsafe_placeholder", source.Html));
            _html = compiler.Compile(html, index => places[index], paths.Html);
            if (string.IsNullOrWhiteSpace(source.Text))
            {
                var derived = DerivedText.From(html, places);
                _text = derived.Text.Text.Length == 0 ? null : compiler.Compile(derived.Text, index => derived.Places[index], paths.Html);
            }
        }

        if (!string.IsNullOrWhiteSpace(source.Text))
        {
            _text = compiler.Compile(compiler.Parse(source.Text, paths.Text), _ => new ValuePlace(ValueKind.Text), paths.Text);
        }

        HasOwnText = string.IsNullOrWhiteSpace(source.Html) || !string.IsNullOrWhiteSpace(source.Text);
        _variables = [.. compiler.Variables.Select(variable => variable.Path)];
        Variables = [.. compiler.Variables.Select(variable => new TemplateVariable(variable.Path.Name, variable.Part))];
    }

    /// <summary>Every variable that the template uses, once.</summary>
    public IReadOnlyList<TemplateVariable> Variables { get; }

    /// <summary>Whether there is something to read; else only the lines around a provider's own template are rendered here.</summary>
    public bool HasContent => _html is not null || _text is not null;

    /// <summary>Whether its author wrote a text part, or there is no HTML that one would be derived from.</summary>
    internal bool HasOwnText { get; }

    /// <summary>Whether it shows the language that was asked for, which stands in the payload only where the application put it there.</summary>
    internal bool UsesLocale => Array.Exists(_variables, variable => variable.Name == "locale");

    /// <summary>Compiles a template, or tells every problem by its member (<c>html</c>), line and column.</summary>
    public static bool TryCompile(
        TemplateSource source, [NotNullWhen(true)] out Template? template, out IReadOnlyList<ConfigProblem> problems) =>
        TryCompile(source, TemplatePaths.Plain, linesOnly: false, noSubject: false, out template, out problems);

    /// <summary>Compiles a template of a connector's configuration; problems have the configuration's paths.</summary>
    public static bool TryCompile(
        ConnectorTemplate source, [NotNullWhen(true)] out Template? template, out IReadOnlyList<ConfigProblem> problems) =>
        TryCompile(TemplateSource.From(source), TemplatePaths.From(source), source.IsRemote, source.IsRemote || source.SubjectOptional, out template, out problems);

    /// <param name="payload">An object; anything else has no variables.</param>
    /// <param name="own">Values by name that stand before the payload's, also where they are <c>null</c>.</param>
    public RenderedContent Render(JsonElement payload, IReadOnlyDictionary<string, string?>? own = null)
    {
        var values = Resolve(payload, own, out var missing, out var unusable);
        var content = new RenderedContent(
            _subject.Render(values, ref unusable).Trim(),
            _html?.Render(values, ref unusable),
            _text?.Render(values, ref unusable),
            NullIfBlank(_replyTo?.Render(values, ref unusable)),
            NullIfBlank(_senderName?.Render(values, ref unusable)),
            Names(missing),
            []);
        return unusable is null ? content : content with { UnusableVariables = Names(unusable) };
    }

    /// <summary>The variables that <see cref="Render"/> would find unusable, but for what is merely too long; cheaper than rendering.</summary>
    public IReadOnlyList<string> FindUnusable(JsonElement payload, IReadOnlyDictionary<string, string?>? own = null)
    {
        var values = Resolve(payload, own, out _, out var unusable);
        foreach (var part in (ReadOnlySpan<TemplatePart?>)[_subject, _html, _text])
        {
            part?.FindUnusable(values, ref unusable);
        }

        return Names(unusable);
    }

    private static bool TryCompile(
        TemplateSource source,
        TemplatePaths paths,
        bool linesOnly,
        bool noSubject,
        [NotNullWhen(true)] out Template? template,
        out IReadOnlyList<ConfigProblem> problems)
    {
        var compiler = new PartCompiler();
        problems = compiler.Problems;
        template = null;
        string?[] parts = [source.Subject, source.Html, source.Text, source.ReplyTo, source.SenderName];
        if (parts.Sum(part => part is null ? 0 : Encoding.UTF8.GetByteCount(part)) > TemplateSource.MaxBytes)
        {
            compiler.Problems.Add(new ConfigProblem("", "too_large", "A template has at most 512 KiB."));
            return false;
        }

        if (!noSubject && string.IsNullOrWhiteSpace(source.Subject))
        {
            compiler.Problems.Add(new ConfigProblem(paths.Subject, "required", "A subject is needed."));
        }

        if (!linesOnly && string.IsNullOrWhiteSpace(source.Html) && string.IsNullOrWhiteSpace(source.Text))
        {
            compiler.Problems.Add(new ConfigProblem(paths.Html, "required", "Content is needed, as HTML or as text."));
        }

        var compiled = new Template(source, paths, compiler);
        template = compiler.Problems.Count == 0 ? compiled : null;
        return template is not null;
    }

    private static TemplatePart? OptionalLine(PartCompiler compiler, string? source, string path, ValueKind kind) =>
        string.IsNullOrWhiteSpace(source) ? null : Line(compiler, source, path, kind);

    private static TemplatePart Line(PartCompiler compiler, string source, string path, ValueKind kind)
    {
        var parsed = compiler.Parse(source, path);
        return compiler.Compile(parsed, _ => new ValuePlace(kind), path, line: true);
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private string?[] Resolve(JsonElement payload, IReadOnlyDictionary<string, string?>? own, out List<int>? missing, out List<int>? unusable)
    {
        (missing, unusable) = (null, null);
        var values = new string?[_variables.Length];
        for (var index = 0; index < values.Length; index++)
        {
            if (own is { Count: > 0 } && own.TryGetValue(_variables[index].Name, out values[index]))
            {
                // Whoever configured it may leave it out: nobody is to be warned of that.
                continue;
            }

            values[index] = _variables[index].Resolve(payload, out var noText);
            if (noText)
            {
                (unusable ??= []).Add(index);
            }
            else if (values[index] is null)
            {
                (missing ??= []).Add(index);
            }
        }

        return values;
    }

    private string[] Names(List<int>? indexes) => indexes is null ? [] : [.. indexes.Distinct().Select(index => _variables[index].Name)];
}
