using System.Net;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>One request and its answer, in bounded time and size.</summary>
internal sealed class HttpExchange(HttpMessageInvoker http, CallTimeouts timeouts, TimeProvider time)
{
    public static bool IsExpected(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException;

    public async Task<HttpExchangeEnd> RunAsync(HttpCall call, int longest, CancellationToken cancellationToken)
    {
        using var content = call.ContentType is { } type ? new SentContent(call.Content, type) : null;
        using var bound = TimeBound.Start(timeouts.Call, time, cancellationToken);
        using var answer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, answer.Token);
        using var request = Request(call, content);
        try
        {
            var sending = http.SendAsync(request, either.Token);
            if (content is not null && await Task.WhenAny(sending, content.Out) != sending)
            {
                answer.CancelAfter(timeouts.Answer);
            }

            // Gone before the content is asked: over HTTP/2 an early answer's stream may still be sending, and this ends it.
            var (reply, retryAfter) = await ReadAsync(sending, longest, answer, bound.Token);
            return new HttpExchangeEnd(reply, null, content is not null && await content.IsOutAsync(), retryAfter);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return new HttpExchangeEnd(null, exception, content is not null && await content.IsOutAsync(), null);
        }
    }

    private async Task<(HttpReply Reply, TimeSpan? RetryAfter)> ReadAsync(
        Task<HttpResponseMessage> sending, int longest, CancellationTokenSource answer, CancellationToken cancellationToken)
    {
        using var response = await sending;
        answer.CancelAfter(Timeout.InfiniteTimeSpan);
        var body = await BodyAsync(response.Content, longest, cancellationToken);
        return (new HttpReply((int)response.StatusCode, response.Headers, body), RetryAfter.Read(response.Headers, time.GetUtcNow()));
    }

    /// <summary>The status is known by now: a body that never ends or breaks off takes nothing from it.</summary>
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContent content, int longest, CancellationToken cancellationToken)
    {
        try
        {
            return await BoundedBody.ReadAsync(content, longest, cancellationToken);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return null;
        }
    }

    private static HttpRequestMessage Request(HttpCall call, SentContent? content)
    {
        var request = new HttpRequestMessage(call.Method, call.Target)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "EmailPlatform");
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
