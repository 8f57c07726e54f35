using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>What a promotion would change, or changed.</summary>
/// <param name="SecretsToBind">Paths of the secrets that the target needs and does not have.</param>
/// <param name="Warnings">What is odd, and what would refuse it when it is applied without force.</param>
/// <param name="Applied">Once it was applied.</param>
public sealed record PromotionOutcome(
    string Id,
    string PlanHash,
    IReadOnlyList<ConfigChange> Changes,
    IReadOnlyList<string> SecretsToBind,
    IReadOnlyList<ConfigProblem> Warnings,
    Promotion? Applied)
{
    internal static PromotionOutcome Of(Promotion applied) =>
        new(applied.Id, applied.Content.PlanHash, applied.Content.Changes, [], applied.Content.Warnings, applied);
}
