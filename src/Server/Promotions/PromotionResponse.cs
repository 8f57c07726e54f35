using EmailPlatform.Connectors;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Promotions;

/// <summary>A plan, or what it came to.</summary>
/// <param name="PlanHash">What to apply it with.</param>
/// <param name="Changes">What differs in the target afterwards; secrets by their fingerprints, <c>{ "bind": true }</c> for one that is still to be given.</param>
/// <param name="SecretsToBind">Paths for <c>secrets</c>.</param>
/// <param name="Warnings">Also what would refuse it when it is applied.</param>
/// <param name="Revision">The target's revision that came of it.</param>
/// <param name="SourceRevision">The revision that was promoted.</param>
/// <param name="Receipt">The source's newest test receipt of that.</param>
/// <param name="Epoch">The target's epoch, when it was activated at once.</param>
internal sealed record PromotionResponse(
    string Id,
    string PlanHash,
    string Source,
    string Target,
    IReadOnlyList<string> Include,
    IReadOnlyList<ConfigChange> Changes,
    IReadOnlyList<string> SecretsToBind,
    IReadOnlyList<ConfigProblem> Warnings,
    bool Applied,
    int? Revision = null,
    int? SourceRevision = null,
    string? Receipt = null,
    long? Epoch = null,
    DateTimeOffset? AppliedAt = null,
    string? AppliedBy = null,
    DateTimeOffset? UndoneAt = null,
    string? UndoneBy = null)
{
    public static PromotionResponse Of(PromotionOutcome outcome, PromotionRequest request) => outcome.Applied is { } applied
        ? Of(applied)
        : new PromotionResponse(
            outcome.Id,
            outcome.PlanHash,
            request.Source.ToString(),
            request.Target.ToString(),
            [.. request.Include.Order().Select(PromotionReading.Word)],
            outcome.Changes,
            outcome.SecretsToBind,
            outcome.Warnings,
            false);

    public static PromotionResponse Of(Promotion promotion) => new(
        promotion.Id,
        promotion.Content.PlanHash,
        promotion.Source.ToString(),
        promotion.Target.ToString(),
        [.. promotion.Content.Include.Select(PromotionReading.Word)],
        promotion.Content.Changes,
        [],
        promotion.Content.Warnings,
        true,
        promotion.Content.Revision,
        promotion.Content.SourceRevision,
        promotion.Content.Receipt,
        promotion.Content.Epoch,
        promotion.AppliedAt,
        promotion.AppliedBy,
        promotion.UndoneAt,
        promotion.UndoneBy);
}
