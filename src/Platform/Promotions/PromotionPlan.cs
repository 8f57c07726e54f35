using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>A promotion thought through on one state of both sides.</summary>
/// <param name="Next">The target with the settings and templates that it will have.</param>
/// <param name="Broken">The target's flows that would have no email.</param>
/// <param name="Losses">What the connector active in the target can do and the promoted one cannot.</param>
internal sealed record PromotionPlan(
    string Hash,
    string RequestHash,
    ConnectorPlan? Connector,
    TemplatesPlan? Templates,
    SettingsPlan? Settings,
    TenantState Next,
    IReadOnlyList<Flow> Broken,
    IReadOnlyList<ConfigProblem> Losses,
    IReadOnlyList<ConfigProblem> Warnings)
{
    // Enough of a keyed hash that nobody meets the same twice.
    private const int IdLength = 32;

    public IReadOnlyList<ConfigChange> Changes => [.. Connector?.Changes ?? [], .. Templates?.Changes ?? [], .. Settings?.Changes ?? []];

    public IReadOnlyList<string> SecretsToBind => Connector?.SecretsToBind ?? [];

    public static string IdOf(string planHash) => planHash[..Math.Min(IdLength, planHash.Length)];

    public PromotionOutcome ToOutcome() => new(IdOf(Hash), Hash, Changes, SecretsToBind, Warnings, null);
}
