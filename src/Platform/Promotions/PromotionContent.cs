using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>What a promotion did. Stored as JSON: members are added, never renamed. No secret is in it, only fingerprints.</summary>
/// <param name="SourceRevision">The revision that was promoted.</param>
/// <param name="Receipt">The newest proof that the source had of it.</param>
/// <param name="Revision">The target's revision that came of it.</param>
/// <param name="Epoch">The target's epoch when it was activated at once.</param>
/// <param name="Before">What an undo puts back.</param>
/// <param name="After">What must still be there for that.</param>
/// <param name="RequestHash">What was asked for: a plan that is applied again answers the same to the same request alone.</param>
public sealed record PromotionContent(
    string PlanHash,
    IReadOnlyList<PromotionPart> Include,
    int? SourceRevision,
    string? Receipt,
    int? Revision,
    long? Epoch,
    IReadOnlyList<ConfigChange> Changes,
    IReadOnlyList<ConfigProblem> Warnings,
    PromotedState Before,
    PromotedState After,
    string? Forced = null,
    string? RequestHash = null);
