using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>
/// Where each secret of the promoted configuration comes from: given with the request, copied on request, or the one that the
/// target has at the same place, if it may stay there. The source's own stands in for one that nobody has given yet, so that
/// the rest can be checked; such a configuration is never kept.
/// </summary>
/// <param name="held">The target's revisions whose secrets may stay, those to try first before the others.</param>
internal sealed class PromotedSecrets(IReadOnlyDictionary<string, Secret?> wishes, IReadOnlyList<Revision> held)
{
    private readonly List<Dictionary<string, JsonNode>> _shown = [.. held.Select(revision => PlanDiff.Leaves("", JsonNode.Parse(revision.PublicConfig)))];
    private readonly Dictionary<string, int> _choices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Every secret that the configuration has.</summary>
    public IReadOnlyCollection<string> Paths => _seen;

    public IReadOnlyList<string> ToBind => [.. _choices.Where(choice => choice.Value >= held.Count).Select(choice => choice.Key).Where(_seen.Contains)];

    public IReadOnlyList<string> Copied => [.. wishes.Where(wish => wish.Value is null).Select(wish => wish.Key).Where(_seen.Contains)];

    /// <summary>What is submitted in a secret's place.</summary>
    public JsonNode Choose(SecretLeaf leaf)
    {
        _seen.Add(leaf.Path);
        if (!wishes.ContainsKey(leaf.Path))
        {
            var choice = _choices.GetValueOrDefault(leaf.Path);
            while (choice < held.Count && !IsSameAddress(leaf, choice))
            {
                choice++;
            }

            _choices[leaf.Path] = choice;
            if (choice < held.Count)
            {
                return new JsonObject { ["keep"] = held[choice].Number };
            }
        }

        return JsonValue.Create(leaf.Value.Reveal());
    }

    /// <summary>Goes on to the next revision wherever keeping was refused; <c>false</c> when nothing was.</summary>
    public bool TryAgain(IEnumerable<ConfigProblem> errors)
    {
        var refused = errors.Select(error => error.Path).Where(path => _choices.TryGetValue(path, out var choice) && choice < held.Count).Distinct().ToList();
        foreach (var path in refused)
        {
            _choices[path]++;
        }

        return refused.Count > 0;
    }

    /// <summary>A URL is kept whole, query and all: only where the rest of it is the same.</summary>
    private bool IsSameAddress(SecretLeaf leaf, int choice) =>
        leaf.Display is null
        || (_shown[choice].GetValueOrDefault("." + leaf.Path) is JsonObject shown
            && shown["display"]?.GetValueKind() == JsonValueKind.String
            && shown["display"]?.GetValue<string>() == leaf.Display);
}
