using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace EmailPlatform.Connectors.AmazonSes.Signing;

/// <summary>
/// A request in the one form that both sides sign:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html (2026-11-20).
/// </summary>
internal sealed partial class CanonicalRequest
{
    /// <param name="method">GET, POST, …</param>
    /// <param name="path">From <see cref="CanonicalPath"/>.</param>
    /// <param name="query">As it stands in the URL, without the question mark.</param>
    /// <param name="headers">Those that are signed; a name may come several times.</param>
    /// <param name="content">All of the body.</param>
    public CanonicalRequest(string method, string path, string query, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> content)
    {
        var lines = headers
            .GroupBy(header => header.Key.ToLowerInvariant(), header => Blanks().Replace(header.Value.Trim(), " "), StringComparer.Ordinal)
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => (Name: header.Key, Value: string.Join(',', header)))
            .ToList();
        SignedHeaders = string.Join(';', lines.Select(line => line.Name));
        Text = $"{method}\n{path}\n{Query(query)}\n{string.Concat(lines.Select(line => $"{line.Name}:{line.Value}\n"))}\n{SignedHeaders}\n{Hash(content)}";
    }

    public string SignedHeaders { get; }

    public string Text { get; }

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public string Hash() => Hash(Encoding.UTF8.GetBytes(Text));

    private static string Query(string query) => string.Join('&', query
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2))
        .Select(part => (Name: Encode(part[0]), Value: part.Length == 2 ? Encode(part[1]) : ""))
        .OrderBy(part => part.Name, StringComparer.Ordinal)
        .ThenBy(part => part.Value, StringComparer.Ordinal)
        .Select(part => $"{part.Name}={part.Value}"));

    private static string Encode(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
