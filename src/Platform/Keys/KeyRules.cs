using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Keys;

/// <summary>What a new key may be.</summary>
internal static class KeyRules
{
    private const int LongestName = 100;

    /// <summary>Every problem of the request itself.</summary>
    public static List<ConfigProblem> Check(NewKey request, bool isAdmin, DateTimeOffset now)
    {
        var problems = new List<ConfigProblem>();
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > LongestName || request.Name.Any(char.IsControl))
        {
            problems.Add(new ConfigProblem("name", request.Name is null ? "required" : "invalid_value", $"1 to {LongestName} characters on one line."));
        }

        if (request.ExpiresAt <= now)
        {
            problems.Add(new ConfigProblem("expiresAt", "invalid_value", "In the future."));
        }

        if (request.Hash is not null && !ApiKeyText.IsHash(request.Hash))
        {
            problems.Add(new ConfigProblem("hash", "invalid_value", "The SHA-256 of the key as 64 lower-case hex digits is needed."));
        }

        var scopes = request.Scopes ?? [];
        if (isAdmin && scopes.Count > 0)
        {
            problems.Add(new ConfigProblem("scopes", "invalid_value", "Admin keys have no scopes: they reach everything."));
        }
        else if (!isAdmin && scopes.Count == 0)
        {
            problems.Add(new ConfigProblem("scopes", "required", "At least one scope is needed."));
        }

        for (var index = 0; index < scopes.Count && !isAdmin; index++)
        {
            if (!Scope.TryParse(scopes[index], out _))
            {
                problems.Add(new ConfigProblem($"scopes[{index}]", "invalid_value", $"Scopes are {string.Join(", ", Scope.All)}."));
            }
        }

        return problems;
    }

    /// <summary>A key makes keys only with scopes that it holds and no later expiry.</summary>
    public static Problem? Exceeds(NewKey request, Caller by)
    {
        if (by.ExpiresAt is { } end && (request.ExpiresAt is null || request.ExpiresAt > end))
        {
            return new Problem(ProblemCode.Forbidden, "A key makes no key that outlives it: give an expiresAt that is not later than its own.");
        }

        var missing = by.IsAdmin ? [] : (request.Scopes ?? []).Where(name => !Scope.TryParse(name, out var scope) || !by.Scopes.Contains(scope)).ToList();
        return missing.Count == 0 ? null : new Problem(ProblemCode.Forbidden, $"A key makes keys only with scopes that it holds; it lacks {string.Join(", ", missing)}.");
    }
}
