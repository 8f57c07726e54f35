using System.Runtime.CompilerServices;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Locales;

namespace EmailPlatform.Platform.Revisions;

/// <summary>The templates of one configuration, compiled once, by the usage that they serve and their language.</summary>
internal sealed class RevisionTemplates
{
    // Templates that a connector brings itself are one list for all its revisions: so they are compiled and kept once.
    private static readonly ConditionalWeakTable<IReadOnlyList<ConnectorTemplate>, RevisionTemplates> Known = [];

    private readonly Dictionary<string, UsageTemplates> _byUsage = new(StringComparer.Ordinal);
    private readonly List<ConfigProblem> _problems = [];
    private readonly List<ConfigProblem> _warnings = [];

    private RevisionTemplates(IReadOnlyList<ConnectorTemplate> sources, IReadOnlyDictionary<string, string?> variables)
    {
        foreach (var source in sources)
        {
            if (Template.TryCompile(source, out var template, out var found))
            {
                Add(source, template, variables);
            }
            else
            {
                _problems.AddRange(found);
            }
        }
    }

    /// <summary>Every problem, with its path from the configuration's root.</summary>
    public IReadOnlyList<ConfigProblem> Problems => _problems;

    public IReadOnlyList<ConfigProblem> Warnings => _warnings;

    /// <summary>Compiles a connector's templates.</summary>
    public static RevisionTemplates Of(CompiledConnector connector) =>
        Known.GetValue(connector.Templates, sources => new RevisionTemplates(sources, connector.Variables));

    /// <summary>The template of exactly this usage.</summary>
    public Template? Find(UsageType usageType, MailLocale locale) => _byUsage.GetValueOrDefault(usageType.ToString())?.Find(locale);

    /// <summary>Whether this usage has a template that is meant for readers of this language.</summary>
    public bool Speaks(UsageType usageType, string locale) => _byUsage.GetValueOrDefault(usageType.ToString())?.Speaks(locale) == true;

    private void Add(ConnectorTemplate source, Template template, IReadOnlyDictionary<string, string?> variables)
    {
        if (!_byUsage.TryGetValue(source.UsageType, out var usages))
        {
            _byUsage.Add(source.UsageType, usages = new UsageTemplates());
        }

        usages.Add(source.Locale, template);
        if (!source.IsRemote && UsageType.TryParse(source.UsageType, out var usage))
        {
            _warnings.AddRange(TemplateVariables.Warnings(usage, template, variables)
                .Select(warning => warning.Path.Length == 0 ? warning with { Path = source.Path } : warning));
        }
    }
}
