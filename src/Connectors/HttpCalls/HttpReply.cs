using System.Globalization;
using System.Net.Http.Headers;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>A provider's answer. Its body is read as far as it goes; what it holds is a stranger's word.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="headers">The head's fields.</param>
/// <param name="body">Null when it was too long, or its end never came.</param>
internal sealed class HttpReply(int status, HttpResponseHeaders headers, ReadOnlyMemory<byte>? body)
{
    private const int LongestCode = 60;

    public int Status => status;

    public bool IsSuccess => status is >= 200 and < 300;

    /// <summary>The body, when it is a JSON object; else everything asked of it is absent.</summary>
    public ReplyJson Json { get; } = ReplyJson.Parse(body);

    /// <summary>The body as it came, for providers that do not answer in JSON.</summary>
    public ReadOnlyMemory<byte>? Body => body;

    /// <summary>The first value of a header, trimmed; null when it is absent or blank.</summary>
    public string? Header(string name) =>
        headers.TryGetValues(name, out var values) && values.FirstOrDefault()?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>
    /// The outcome's code: the status, and behind it the provider's own code where it gave one (<c>422 406</c>), as SMTP has
    /// <c>550 5.1.1</c>. A provider's code is a short word or number; anything else is none.
    /// </summary>
    public string Code(string? own = null)
    {
        var plain = status.ToString(CultureInfo.InvariantCulture);
        return own is { Length: > 0 and <= LongestCode } && own.All(IsPlain) ? $"{plain} {own}" : plain;
    }

    /// <summary>The provider's words with the id under which its support finds the request, where there is one.</summary>
    public static string? Words(string? words, string? requestId) => (words, requestId) switch
    {
        (_, null) => words,
        (null, _) => $"Request {requestId}.",
        _ => $"{words} (request {requestId})",
    };

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or ':';
}
