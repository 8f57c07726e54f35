using System.Text.Json;
using EmailPlatform.Server.Connector;

namespace EmailPlatform.Server.Promotions;

/// <summary>A configuration to apply to the tenant.</summary>
/// <param name="Configuration">As an export has it: the object, or its text as JSON or YAML. Parts that are not in it stay as they are.</param>
/// <param name="Overrides">As in a promotion.</param>
/// <param name="Secrets">By path in the configuration, such as <c>auth.pass</c>: the value for its slot.</param>
/// <param name="DryRun">Whether only the plan is made; when absent, it is unless there is a plan to apply.</param>
/// <param name="PlanHash">The plan to apply, as a dry run answered it.</param>
/// <param name="Activate">Whether the imported revision sends at once.</param>
internal sealed record ConfigurationBody(
    JsonElement Configuration,
    IReadOnlyDictionary<string, JsonElement>? Overrides = null,
    IReadOnlyDictionary<string, JsonElement>? Secrets = null,
    bool? DryRun = null,
    string? PlanHash = null,
    bool Activate = false,
    ForceRequest? Force = null)
{
    /// <summary>The same as a promotion out of nowhere.</summary>
    public PromotionBody ToPromotion(string target) => new(target, [], null, Overrides, Secrets, DryRun, PlanHash, Activate, Force);
}
