using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>Gives the target the settings that the source set for itself; name, environment and what admins set stay its own.</summary>
internal static class SettingsPart
{
    private static readonly string[] Own = ["name", .. TenantDocument.AdminMembers];

    public static Result<SettingsPlan> Plan(IPromotionSource source, TenantSnapshot target, PromotionRequest request)
    {
        var promoted = source.Settings;
        var problems = PromotionOverrides.Apply(request, PromotionOverrides.Settings, promoted);
        problems.AddRange(promoted.Where(member => Own.Contains(member.Key)).Select(member =>
            new ConfigProblem(PromotionOverrides.In($"{PromotionOverrides.Settings}.{member.Key}"), "invalid_value", "This is never promoted: it is the target's own.")));
        if (problems.Count > 0)
        {
            return Problem.Invalid(problems);
        }

        var found = new List<ConfigProblem>();
        var next = With(target.State, promoted, found);
        if (found.Count > 0)
        {
            return Problem.Invalid([.. found.Select(problem => problem with { Path = $"{PromotionOverrides.Settings}.{problem.Path}" })]);
        }

        var (before, after) = (Of(target.State), Of(next));
        return new SettingsPlan(next, before, after, PlanDiff.Between(PromotionOverrides.Settings, before, after));
    }

    /// <summary>The members that are promoted.</summary>
    public static JsonObject Of(TenantState state)
    {
        var document = TenantDocument.Of(state);
        foreach (var name in Own)
        {
            document.Remove(name);
        }

        return document;
    }

    /// <summary>A state with these members in place of its own.</summary>
    public static TenantState With(TenantState state, JsonObject promoted, List<ConfigProblem> problems)
    {
        var document = TenantDocument.Of(state);
        foreach (var name in document.Select(member => member.Key).Except(Own).ToList())
        {
            document.Remove(name);
        }

        foreach (var (name, value) in promoted)
        {
            document[name] = value?.DeepClone();
        }

        return TenantDocument.Read(document, state, problems);
    }
}
