using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>An issuer in memory: answers from a function, remembers every form.</summary>
internal sealed class FakeIssuer(Func<IReadOnlyDictionary<string, string>, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public FakeIssuer(Func<IReadOnlyDictionary<string, string>, HttpResponseMessage> answer)
        : this(form => Task.FromResult(answer(form)))
    {
    }

    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Forms { get; } = new();

    public ConcurrentQueue<Uri?> Urls { get; } = new();

    public static HttpResponseMessage Json(int status, string json) =>
        new((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Token(string token, int expiresIn = 3600, string? refreshToken = null) => Json(
        200,
        $$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":{{expiresIn}}{{(refreshToken is null ? "" : $",\"refresh_token\":\"{refreshToken}\"")}}}""");

    /// <summary>Numbers its tokens: at-1, at-2, …</summary>
    public static FakeIssuer Counting(int expiresIn = 3600)
    {
        var count = 0;

        return new FakeIssuer(_ => Token($"at-{Interlocked.Increment(ref count)}", expiresIn));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content ?? throw new InvalidOperationException("A token request has a form.");
        var form = (await content.ReadAsStringAsync(cancellationToken))
            .Split('&')
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]));
        Forms.Enqueue(form);
        Urls.Enqueue(request.RequestUri);

        return await answer(form).WaitAsync(cancellationToken);
    }
}
