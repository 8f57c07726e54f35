using System.Text.Json.Nodes;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Promotions;

/// <summary>The values that differ in the target, each put where it belongs.</summary>
internal static class PromotionOverrides
{
    public const string Config = "config";
    public const string Settings = "settings";
    public const string Templates = "templates";

    /// <summary>What is wrong with the paths as such.</summary>
    public static IEnumerable<ConfigProblem> Check(PromotionRequest request)
    {
        foreach (var path in request.Overrides.Keys)
        {
            var root = ValuePath.Parse(path) is { Below: not null } parsed ? parsed.Root : null;
            var isIncluded = root switch
            {
                Config => request.Includes(PromotionPart.Connector),
                Settings => request.Includes(PromotionPart.Settings),
                Templates => request.Includes(PromotionPart.Templates),
                _ => false,
            };
            if (!isIncluded)
            {
                yield return new ConfigProblem(In(path), "invalid_value", "A path below config, settings or templates is needed, of a part that is included.");
            }
        }

        foreach (var path in request.Secrets.Keys.Where(path => !request.Includes(PromotionPart.Connector) || ValuePath.Parse(path) is null))
        {
            yield return new ConfigProblem($"secrets.{path}", "invalid_value", "A path in the promoted connector's configuration is needed, such as auth.pass.");
        }
    }

    /// <summary>Puts those below a root into its document.</summary>
    public static List<ConfigProblem> Apply(PromotionRequest request, string root, JsonObject document)
    {
        var problems = new List<ConfigProblem>();
        foreach (var (path, value) in request.Overrides)
        {
            if (ValuePath.Parse(path) is { Below: { } below } parsed && parsed.Root == root && !below.TrySet(document, JsonNode.Parse(value.GetRawText())))
            {
                problems.Add(new ConfigProblem(In(path), "invalid_value", "There is nothing in the source that this could be put into."));
            }
        }

        return problems;
    }

    public static string In(string path) => $"overrides.{path}";
}
