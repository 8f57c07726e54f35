using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EmailPlatform.TestKit.Http;

/// <summary>One connection of a scripted server.</summary>
internal sealed class ScriptedHttpConnection(Socket socket) : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly byte[] _chunk = new byte[16384];
    private byte[] _pending = [];

    /// <summary>Null when the client has closed, or speaks something else.</summary>
    public async Task<ReceivedRequest?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = _pending.AsSpan().IndexOf(EndOfHead)) < 0)
        {
            if (!await MoreAsync(cancellationToken))
            {
                return null;
            }
        }

        var lines = Encoding.Latin1.GetString(_pending.AsSpan(0, end)).Split("\r\n");
        _pending = _pending[(end + EndOfHead.Length)..];
        if (lines[0].Split(' ') is not [var method, var target, _])
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines[1..])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new ReceivedRequest(method, target, headers, default);
    }

    public async Task<ReceivedRequest> ReadBodyAsync(ReceivedRequest head, CancellationToken cancellationToken)
    {
        var length = head.Headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var body = new byte[length];
        var have = Math.Min(_pending.Length, length);
        _pending.AsSpan(0, have).CopyTo(body);
        _pending = _pending[have..];
        await _stream.ReadExactlyAsync(body.AsMemory(have), cancellationToken);
        return head with { Body = body };
    }

    public async Task WriteAsync(HttpAnswer answer, CancellationToken cancellationToken) => await _stream.WriteAsync(answer.Bytes, cancellationToken);

    public async Task EndAsync(HttpAnswer answer, CancellationToken cancellationToken)
    {
        switch (answer.Kind)
        {
            case HttpAnswerKind.Hold or HttpAnswerKind.ReadNoBody:
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                break;
            case HttpAnswerKind.Reset or HttpAnswerKind.ResetAtHead:
                socket.LingerState = new LingerOption(true, 0);
                socket.Close();
                break;
            default:
                socket.Shutdown(SocketShutdown.Send);
                break;
        }
    }

    public void Dispose() => _stream.Dispose();

    private async Task<bool> MoreAsync(CancellationToken cancellationToken)
    {
        var read = await _stream.ReadAsync(_chunk, cancellationToken);
        _pending = [.. _pending, .. _chunk.AsSpan(0, read)];
        return read > 0;
    }
}
