using System.Text.RegularExpressions;

namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>What AWS says, without what it repeats of a request's signature.</summary>
internal static partial class AwsWords
{
    // A signature that does not match is answered with all that was signed, the session token among it.
    public static string? Clean(string? words) => words is null
        ? null
        : Signature().Replace(words.Split(["The Canonical String", "The canonical string"], StringSplitOptions.TrimEntries)[0], "Signature=***");

    [GeneratedRegex("Signature=[0-9a-fA-F]+")]
    private static partial Regex Signature();
}
