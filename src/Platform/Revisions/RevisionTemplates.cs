using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates;

namespace EmailPlatform.Platform.Revisions;

/// <summary>The templates of one configuration, compiled once, by the usage that they serve.</summary>
internal sealed class RevisionTemplates
{
    private readonly Dictionary<UsageType, Template> _byUsage;

    private RevisionTemplates(Dictionary<UsageType, Template> byUsage) => _byUsage = byUsage;

    /// <summary>Compiles them all; every problem has its path from the configuration's root.</summary>
    public static (RevisionTemplates Templates, IReadOnlyList<ConfigProblem> Problems, IReadOnlyList<ConfigProblem> Warnings) Compile(
        IReadOnlyList<ConnectorTemplate> sources)
    {
        var problems = new List<ConfigProblem>();
        var warnings = new List<ConfigProblem>();
        var compiled = new List<Compiled>();
        foreach (var source in sources)
        {
            if (!Template.TryCompile(source, out var template, out var found))
            {
                problems.AddRange(found);
                continue;
            }

            compiled.Add(new Compiled(source.UsageType, template));
            if (!source.IsRemote && UsageType.TryParse(source.UsageType, out var usage))
            {
                warnings.AddRange(TemplateVariables.Warnings(usage, template).Select(warning => warning.Path.Length == 0 ? warning with { Path = source.Path } : warning));
            }
        }

        var byUsage = new Dictionary<UsageType, Template>();
        foreach (var usage in UsageType.All)
        {
            if (TemplateChoice.Choose(compiled, entry => entry.UsageType, usage) is { } serving)
            {
                byUsage[usage] = serving.Template;
            }
        }

        return (new RevisionTemplates(byUsage), problems, warnings);
    }

    /// <summary>The template that serves a usage: its own, else Generic's, else none.</summary>
    public Template? Find(UsageType usageType) => _byUsage.GetValueOrDefault(usageType);

    private sealed record Compiled(string UsageType, Template Template);
}
