using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace EmailPlatform.TestKit.Http;

/// <summary>
/// An HTTP/1.1 server on a loopback port that answers what a test tells it: one answer per request, the last one for ever.
/// </summary>
public sealed class ScriptedHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly Channel<ReceivedRequest> _heads = Channel.CreateUnbounded<ReceivedRequest>();
    private readonly Channel<ReceivedRequest> _whole = Channel.CreateUnbounded<ReceivedRequest>();
    private readonly HttpAnswer[] _script;
    private readonly Func<ReceivedRequest, HttpAnswer>? _answer;
    private readonly Task _accepting;
    private int _connections;
    private int _turn = -1;

    public ScriptedHttpServer(params HttpAnswer[] script)
    {
        _script = script;
        // Small, so that a body nobody reads soon has nowhere to go.
        _listener.Server.ReceiveBufferSize = 8192;
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
        _accepting = AcceptAsync();
    }

    /// <summary>Answers by what was asked.</summary>
    public ScriptedHttpServer(Func<ReceivedRequest, HttpAnswer> answer)
        : this([]) => _answer = answer;

    public string Url { get; }

    /// <summary>Requests that came whole.</summary>
    public IReadOnlyCollection<ReceivedRequest> Requests => _requests;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Ends when the next request's head is there.</summary>
    public ValueTask<ReceivedRequest> HeadAsync(CancellationToken cancellationToken) => _heads.Reader.ReadAsync(cancellationToken);

    /// <summary>Ends when the next request is there whole.</summary>
    public ValueTask<ReceivedRequest> WholeAsync(CancellationToken cancellationToken) => _whole.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(socket));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = new ScriptedHttpConnection(socket);
        try
        {
            while (await connection.ReadHeadAsync(_stop.Token) is { } head)
            {
                _heads.Writer.TryWrite(head);
                var scripted = _answer is null ? _script[Math.Min(Interlocked.Increment(ref _turn), _script.Length - 1)] : null;
                if (scripted is { Kind: HttpAnswerKind.ReadNoBody or HttpAnswerKind.ResetAtHead })
                {
                    await connection.EndAsync(scripted, _stop.Token);
                    return;
                }

                var request = await connection.ReadBodyAsync(head, _stop.Token);
                _requests.Enqueue(request);
                _whole.Writer.TryWrite(request);
                var answer = scripted ?? Answer(request);
                await connection.WriteAsync(answer, _stop.Token);
                if (answer.Kind != HttpAnswerKind.Keep)
                {
                    await connection.EndAsync(answer, _stop.Token);
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // The test is over, or the client has hung up, as it may.
        }
    }

    private HttpAnswer Answer(ReceivedRequest request) => _answer?.Invoke(request) ?? throw new InvalidOperationException("There is no script.");
}
