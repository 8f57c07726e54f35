using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Server.Templates;

/// <summary>What an import did, or would do.</summary>
internal sealed record ImportResponse(bool DryRun, IReadOnlyList<ImportedTemplate> Templates)
{
    public static ImportResponse Of(TemplatesChanged changed, bool dryRun) => new(dryRun, [.. changed.Changes.Select(ImportedTemplate.Of)]);
}

/// <summary>What became of one template.</summary>
internal sealed record ImportedTemplate(string UsageType, string Locale, TemplateChangeKind Change, int Version, IReadOnlyList<ConfigProblem> Warnings)
{
    public static ImportedTemplate Of(TemplateChange change) =>
        new(change.Version.UsageType.ToString(), change.Version.Locale, change.Kind, change.Version.Number, change.Warnings);
}
