using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EmailPlatform.Connectors.Network;

/// <summary>An HTTP server of a page, on a loopback port of its own; one request per connection.</summary>
internal sealed class LoopbackHttp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<string, string?> _answer;
    private readonly Task _accepting;

    /// <param name="answer">From the whole request to the whole response; null never answers.</param>
    public LoopbackHttp(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/token";

    public ConcurrentQueue<string> Requests { get; } = new();

    public static string Response(int status, string body, string headers = "") => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} x\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var request = await ReadAsync(stream);
            Requests.Enqueue(request);
            if (_answer(request) is { } response)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(response), _stopping.Token);
            }
            else
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
        catch (IOException)
        {
            // The client has seen enough, as with an answer that is too long.
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stopping.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var request = text.ToString();
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);

            // A TLS hello has no end that a plain server could see; it answers what it cannot read.
            if (read == 0 || request[0] == 0x16 || (end >= 0 && request.Length >= end + 4 + ContentLength(request)))
            {
                return request;
            }
        }
    }

    private static int ContentLength(string request)
    {
        const string Name = "Content-Length:";
        var at = request.IndexOf(Name, StringComparison.OrdinalIgnoreCase);

        return at < 0 ? 0 : int.Parse(request.AsSpan(at + Name.Length, request.IndexOf('\r', at) - at - Name.Length), CultureInfo.InvariantCulture);
    }
}
