using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace EmailPlatform.TestKit.Connectors;

/// <summary>
/// An OAuth issuer in memory. It takes <c>rt-0</c> first, answers with <c>at-1</c> and <c>rt-1</c>, and so on; whoever comes with
/// an old refresh token ends the family, as issuers do that take it for theft. An access token lasts an hour.
/// </summary>
public sealed class RotatingIssuer : HttpMessageHandler
{
    public const string Url = "https://issuer.example.com/token";

    private int _count;
    private int _ended;

    /// <summary>The refresh tokens that were shown, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What happens between a question and its answer.</summary>
    public Func<Task> BeforeAnswer { get; set; } = () => Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var shown = form.Split('&').Select(pair => pair.Split('=')).First(pair => pair[0] == "refresh_token")[1];
        Asked.Enqueue(shown);
        await BeforeAnswer();
        var before = Volatile.Read(ref _count);
        var isNewest = shown == $"rt-{before}" && Interlocked.CompareExchange(ref _count, before + 1, before) == before;
        if (!isNewest)
        {
            Volatile.Write(ref _ended, 1);
        }

        return Volatile.Read(ref _ended) == 1
            ? Answer(HttpStatusCode.BadRequest, """{"error":"invalid_grant"}""")
            : Answer(HttpStatusCode.OK, $$"""{"access_token":"at-{{before + 1}}","token_type":"Bearer","expires_in":3600,"refresh_token":"rt-{{before + 1}}"}""");
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
