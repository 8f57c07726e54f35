using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>What becomes of the target's connector.</summary>
/// <param name="Source">What was promoted.</param>
/// <param name="Result">The target's revision: a new one, or one that says the same already.</param>
/// <param name="IsTested">Whether the result has been proved in the target.</param>
/// <param name="Grants">Of a new revision.</param>
internal sealed record ConnectorPlan(
    PromotedConnector Source,
    Revision Result,
    bool IsNew,
    bool IsTested,
    IReadOnlyList<string>? Grants,
    IReadOnlyList<ConfigChange> Changes,
    IReadOnlyList<string> SecretsToBind,
    IReadOnlyList<ConfigProblem> Warnings);
