using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Promotions;

/// <summary>Makes a request of a body, or tells everything that is wrong with it.</summary>
internal static class PromotionReading
{
    private static readonly Dictionary<string, PromotionPart> Parts = Enum.GetValues<PromotionPart>()
        .ToDictionary(part => JsonNamingPolicy.CamelCase.ConvertName(part.ToString()), StringComparer.Ordinal);

    public static Result<PromotionRequest> Read(this PromotionBody body, TenantId source, TenantId target)
    {
        var problems = new List<ConfigProblem>();
        var request = new PromotionRequest(
            source,
            target,
            [.. Included(body.Include, problems).Distinct()],
            body.SourceRevision,
            body.Overrides ?? new Dictionary<string, JsonElement>(),
            Secrets(body.Secrets ?? new Dictionary<string, JsonElement>(), problems),
            body.PlanHash,
            body.Activate,
            body.Force?.Reason);
        return problems.Count > 0 ? Problem.Invalid(problems) : request;
    }

    /// <summary>As the API names a part.</summary>
    public static string Word(PromotionPart part) => JsonNamingPolicy.CamelCase.ConvertName(part.ToString());

    private static IEnumerable<PromotionPart> Included(IReadOnlyList<string> include, List<ConfigProblem> problems)
    {
        for (var index = 0; index < include.Count; index++)
        {
            if (Parts.TryGetValue(include[index], out var part))
            {
                yield return part;
            }
            else
            {
                problems.Add(new ConfigProblem($"include[{index}]", "invalid_value", $"One of {string.Join(", ", Parts.Keys)} is needed."));
            }
        }
    }

    private static Dictionary<string, Secret?> Secrets(IReadOnlyDictionary<string, JsonElement> bodies, List<ConfigProblem> problems)
    {
        var secrets = new Dictionary<string, Secret?>(StringComparer.Ordinal);
        foreach (var (path, value) in bodies)
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                secrets[path] = new Secret(value.GetString() ?? "");
            }
            else if (IsCopy(value))
            {
                secrets[path] = null;
            }
            else
            {
                problems.Add(new ConfigProblem($"secrets.{path}", "wrong_type", "A string is needed, or { \"copy\": true }."));
            }
        }

        return secrets;
    }

    private static bool IsCopy(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().Count() == 1
        && value.TryGetProperty("copy", out var copy)
        && copy.ValueKind == JsonValueKind.True;
}
