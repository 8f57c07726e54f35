using System.Collections.Concurrent;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>Keeps everything that the server answers: status line, headers and body.</summary>
public sealed class RecordingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<string> _answers = new();

    public IReadOnlyList<string> Answers => [.. _answers];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        _answers.Enqueue($"{request.Method} {request.RequestUri}\n{response}\n{await response.Content.ReadAsStringAsync(cancellationToken)}");
        return response;
    }
}
