using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>A version of a template with its content, and what is odd about it.</summary>
public sealed record TemplateView(TemplateVersion Version, TemplateSource Source, IReadOnlyList<ConfigProblem> Warnings);
