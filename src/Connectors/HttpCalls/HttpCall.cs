using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>One request to a provider. No record: a record prints its members, and a header may hold the key.</summary>
internal sealed class HttpCall : HttpDraft
{
    private readonly KeyValuePair<string, string>[] _headers;

    /// <param name="method">GET calls have no content.</param>
    /// <param name="target">From <see cref="ProviderApi.Target"/>.</param>
    /// <param name="contentType">With its parameters; null when there is no content.</param>
    /// <param name="content">All of it.</param>
    /// <param name="headers">ASCII; names and values are the connector's to check when a configuration is saved.</param>
    public HttpCall(HttpMethod method, Uri target, string? contentType, ReadOnlyMemory<byte> content, params KeyValuePair<string, string>[] headers)
    {
        Method = method;
        Target = target;
        ContentType = contentType;
        Content = content;
        _headers = headers;
    }

    public HttpMethod Method { get; }

    public Uri Target { get; }

    public string? ContentType { get; }

    public ReadOnlyMemory<byte> Content { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    public static HttpCall Get(Uri target, params KeyValuePair<string, string>[] headers) => new(HttpMethod.Get, target, null, default, headers);

    public static HttpCall PostJson<T>(Uri target, T body, JsonTypeInfo<T> type, params KeyValuePair<string, string>[] headers) =>
        new(HttpMethod.Post, target, "application/json", JsonSerializer.SerializeToUtf8Bytes(body, type), headers);

    /// <summary>As a form (application/x-www-form-urlencoded); fields without a value are left out.</summary>
    public static HttpCall PostForm(Uri target, IEnumerable<KeyValuePair<string, string?>> fields, params KeyValuePair<string, string>[] headers)
    {
        var form = new StringBuilder();
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
        {
            form.Append(form.Length == 0 ? "" : "&").Append(Encode(name)).Append('=').Append(Encode(value ?? ""));
        }

        return new HttpCall(HttpMethod.Post, target, "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(form.ToString()), headers);
    }

    public override string ToString() => $"{Method} {Target.GetLeftPart(UriPartial.Path)}";

    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
