using System.Globalization;
using System.Text;

namespace EmailPlatform.TestKit.Http;

/// <summary>What a scripted server does with a request.</summary>
public sealed record HttpAnswer
{
    private HttpAnswer(HttpAnswerKind kind, byte[]? bytes = null)
    {
        Kind = kind;
        Bytes = bytes ?? [];
    }

    /// <summary>Reads the whole request and says nothing.</summary>
    public static HttpAnswer Silence { get; } = new(HttpAnswerKind.Hold);

    /// <summary>Reads the whole request and closes.</summary>
    public static HttpAnswer Close { get; } = new(HttpAnswerKind.Close);

    /// <summary>Reads the whole request and resets the connection.</summary>
    public static HttpAnswer Reset { get; } = new(HttpAnswerKind.Reset);

    /// <summary>Reads the head, and nothing of the body.</summary>
    public static HttpAnswer ReadNoBody { get; } = new(HttpAnswerKind.ReadNoBody);

    /// <summary>Reads the head and resets the connection.</summary>
    public static HttpAnswer ResetAtHead { get; } = new(HttpAnswerKind.ResetAtHead);

    public HttpAnswerKind Kind { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A whole answer; the connection stays.</summary>
    public static HttpAnswer Of(int status, string body = "", params KeyValuePair<string, string>[] headers) =>
        new(HttpAnswerKind.Keep, Whole(status, body, Encoding.UTF8.GetByteCount(body), headers));

    /// <summary>A head that promises more than comes, and then nothing more.</summary>
    public static HttpAnswer Unfinished(int status, string body) => new(HttpAnswerKind.Hold, Whole(status, body, Encoding.UTF8.GetByteCount(body) + 10, []));

    /// <summary>These bytes, whatever they are, and the end of the connection.</summary>
    public static HttpAnswer Raw(string bytes) => new(HttpAnswerKind.Close, Encoding.Latin1.GetBytes(bytes));

    private static byte[] Whole(int status, string body, int length, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Reason\r\nContent-Length: {length}\r\n"));
        foreach (var (name, value) in headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(head.Append("\r\n").Append(body).ToString());
    }
}
