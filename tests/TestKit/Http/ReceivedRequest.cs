using System.Text;
using System.Text.Json.Nodes;

namespace EmailPlatform.TestKit.Http;

/// <summary>A request as it stood on the wire.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Target">Path and query, as sent.</param>
/// <param name="Headers">Names in any case; of several values the last.</param>
/// <param name="Body">The bytes; empty while they have not come.</param>
public sealed record ReceivedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    public string Text => Encoding.UTF8.GetString(Body.Span);

    public JsonNode Json => JsonNode.Parse(Body.Span) ?? throw new InvalidOperationException("The body is JSON null.");

    /// <summary>Everything of it, for searches.</summary>
    public string All => $"{Method} {Target}\n{string.Join('\n', Headers.Select(header => $"{header.Key}: {header.Value}"))}\n\n{Text}";
}
