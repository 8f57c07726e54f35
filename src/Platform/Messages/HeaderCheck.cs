using EmailPlatform.Connectors;
using EmailPlatform.Connectors.Mime;
using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Messages;

/// <summary>Which headers an application may add: none that carries a recipient, says who sends, or steers a provider.</summary>
internal static class HeaderCheck
{
    private const int MaxHeaders = 20;
    private const int MaxValue = 998;

    private static readonly string[] Exact = ["References", "In-Reply-To", "Auto-Submitted"];

    private static readonly string[] Families = ["List-", "X-"];

    public static IReadOnlyDictionary<string, string>? Check(IReadOnlyDictionary<string, string>? headers, List<ConfigProblem> errors)
    {
        if (headers is null || headers.Count == 0)
        {
            return null;
        }

        if (headers.Count > MaxHeaders)
        {
            errors.Add(new ConfigProblem("headers", ProblemCode.HeaderNotAllowed, $"At most {MaxHeaders} headers."));
        }

        foreach (var (name, value) in headers)
        {
            if (Fault(name, value) is { } fault)
            {
                errors.Add(new ConfigProblem($"headers.{name}", ProblemCode.HeaderNotAllowed, fault));
            }
        }

        return headers;
    }

    private static string? Fault(string name, string? value)
    {
        var allowed = Exact.Contains(name, StringComparer.OrdinalIgnoreCase)
            || (Array.Exists(Families, family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase) && name.Length > family.Length)
                && !HeaderRules.SteersProvider(name));
        if (!allowed)
        {
            return "Allowed are List-*, X-* (but not what steers a provider), References, In-Reply-To and Auto-Submitted.";
        }

        // What passes here must be such that it can be written: later nobody could be told.
        return value is null || value.Length > MaxValue
            ? "A header's value is one line of at most 998 characters."
            : HeaderRules.Check(name, value);
    }
}
