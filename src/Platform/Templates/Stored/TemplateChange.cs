using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>What became of one template.</summary>
/// <param name="Version">The version that is the current one now, or that it was deleted with.</param>
public sealed record TemplateChange(TemplateChangeKind Kind, TemplateVersion Version)
{
    internal TemplateChange(TemplateChangeKind kind, TemplateVersion version, TemplateDraft? draft)
        : this(kind, version) => Draft = draft;

    public IReadOnlyList<ConfigProblem> Warnings => Draft?.Warnings ?? [];

    internal TemplateDraft? Draft { get; }
}
