using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>
/// The one HTTP client for addresses that tenants name: every connection goes through <see cref="INetwork"/>,
/// a redirect is an answer like any other, and neither proxies nor cookies nor the platform's trace ids take part.
/// One instance per process; tenants may share connections because the rules are the process's.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    // Long enough to be worth pooling, short enough that a moved host is found again.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly INetwork _network;
    private readonly NetworkOptions _options;

    public GuardedHttp(INetwork network, NetworkOptions options)
    {
        _network = network;
        _options = options;
        Client = new HttpMessageInvoker(CreateHandler());
    }

    /// <summary>
    /// Has no timeout of its own beyond connecting; callers bring a token. A target that was refused or not reached
    /// throws <see cref="HttpRequestException"/>, and <see cref="ConnectFailedException.Find"/> tells why.
    /// </summary>
    public HttpMessageInvoker Client { get; }

    public void Dispose() => Client.Dispose();

    private SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = ConnectAsync,
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = PeerTrust.Policy() },
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        Credentials = null,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        MaxResponseHeadersLength = 32,
        // Over the guard's own bounds comes the TLS handshake, which nothing else bounds.
        ConnectTimeout = _options.HttpDnsTimeout + (2 * _options.HttpConnectTimeout),
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = new NetworkTarget(context.DnsEndPoint.Host, context.DnsEndPoint.Port, NetworkPurpose.Http);
        var result = await _network.ConnectAsync(target, null, _options.HttpDnsTimeout, _options.HttpConnectTimeout, cancellationToken);

        return result switch
        {
            ConnectSucceeded connected => new NetworkStream(connected.Socket, ownsSocket: true),
            ConnectFailed failed => throw new ConnectFailedException(failed),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }
}
