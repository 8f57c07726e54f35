using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EmailPlatform.Benchmarks.Load;

/// <summary>
/// One connection that posts the same message to ever new recipients. No HTTP library: what the client costs is missing to
/// what it measures, on a machine that both share.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private const string Digits = "000000000000";

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly int _number;
    private readonly byte[] _response = new byte[16 * 1024];

    private HttpConnection(Uri address, string tenant, string key)
    {
        var body = $$$"""{"to":"user{{{Digits}}}@example.org","usageType":"SignIn","payload":{"code":"123456"}}""";
        var request = $"POST /api/tenants/{tenant}/messages HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        _request = Encoding.ASCII.GetBytes(request);
        _number = request.IndexOf(Digits, StringComparison.Ordinal);
    }

    public static async Task<HttpConnection> Open(Uri address, string tenant, string key, CancellationToken cancellationToken)
    {
        var connection = new HttpConnection(address, tenant, key);
        await connection._socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port, cancellationToken);
        return connection;
    }

    /// <summary>Has a message accepted.</summary>
    /// <exception cref="InvalidOperationException">It was not; the message holds the answer.</exception>
    public async ValueTask Post(long recipient, CancellationToken cancellationToken)
    {
        recipient.TryFormat(_request.AsSpan(_number, Digits.Length), out _, "D12", CultureInfo.InvariantCulture);
        await _socket.SendAsync(_request, SocketFlags.None, cancellationToken);
        var length = 0;
        do
        {
            var count = await _socket.ReceiveAsync(_response.AsMemory(length), SocketFlags.None, cancellationToken);
            length += count;
            if (count == 0)
            {
                throw new InvalidOperationException("The server closed the connection.");
            }
        }
        while (!IsWhole(_response.AsSpan(0, length)));

        if (!_response.AsSpan(0, length).StartsWith("HTTP/1.1 202 "u8))
        {
            throw new InvalidOperationException("Not accepted: " + Encoding.UTF8.GetString(_response, 0, length));
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        var end = response.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = response[..end];
        var body = response[(end + 4)..];
        var length = head.IndexOf("Content-Length: "u8);
        if (length < 0)
        {
            return head.IndexOf("Transfer-Encoding: chunked"u8) < 0 || body.EndsWith("0\r\n\r\n"u8);
        }

        var digits = head[(length + "Content-Length: "u8.Length)..];
        var line = digits.IndexOf((byte)'\r');
        return body.Length >= int.Parse(line < 0 ? digits : digits[..line], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
