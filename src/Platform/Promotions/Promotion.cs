using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>A promotion that was applied. It belongs to its target, and its source may see it.</summary>
/// <param name="Id">Made of the plan's hash, so that one plan is applied once.</param>
/// <param name="AppliedBy">The key's name.</param>
public sealed record Promotion(
    string Id,
    TenantId Source,
    TenantId Target,
    PromotionContent Content,
    DateTimeOffset AppliedAt,
    string AppliedBy,
    DateTimeOffset? UndoneAt = null,
    string? UndoneBy = null)
{
    /// <summary>Whether it came out of a file: then the target stands for the source, too.</summary>
    public bool IsImport => Source == Target;
}
