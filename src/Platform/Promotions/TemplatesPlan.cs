using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>What becomes of the target's templates.</summary>
/// <param name="Index">Those that it has then.</param>
/// <param name="Versions">What is written for that.</param>
internal sealed record TemplatesPlan(
    TemplateIndex? Index,
    IReadOnlyList<TemplateVersion> Versions,
    IReadOnlyList<PromotedTemplate> Before,
    IReadOnlyList<PromotedTemplate> After,
    IReadOnlyList<ConfigChange> Changes,
    IReadOnlyList<ConfigProblem> Warnings);
