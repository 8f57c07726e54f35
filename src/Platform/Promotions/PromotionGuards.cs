using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>What keeps a promotion from being applied: what is missing always, what would break unless it is forced.</summary>
internal static class PromotionGuards
{
    public static Problem? Refuses(PromotionPlan plan, TenantSnapshot target, PromotionRequest request)
    {
        if (plan.SecretsToBind.Count > 0)
        {
            return Missing(plan.SecretsToBind);
        }

        return request.ForceReason is null ? Breaks(plan, target, request) : null;
    }

    public static Problem Missing(IReadOnlyList<string> secrets) => new(
        ProblemCode.SecretsMissing,
        $"The target needs secrets of its own: {string.Join(", ", secrets)}.",
        [.. secrets.Select(path => new ConfigProblem($"secrets.{path}", "required", "Give the target's value, or copy that of another tenant."))]);

    private static Problem? Breaks(PromotionPlan plan, TenantSnapshot target, PromotionRequest request)
    {
        if (request.Activate && plan.Connector is { IsTested: false } connector && target.State.ActiveRevision != connector.Result.Number)
        {
            return new Problem(
                ProblemCode.UntestedRevision,
                $"The promoted configuration has no test in {target.Id} that went well for every usage. Promote without activate and test it there, or force with a reason.");
        }

        if (plan.Broken.Count > 0)
        {
            return new Problem(
                ProblemCode.ConnectorInUse, $"Flows of {target.Id} would have no email. Change the flows, or force with a reason.", Flows: plan.Broken);
        }

        return plan.Losses.Count == 0 ? null : new Problem(
            ProblemCode.NotSupportedByConnector,
            $"The active connector of {target.Id} can do what the promoted one cannot. Force with a reason if nobody needs it.",
            plan.Losses);
    }
}
