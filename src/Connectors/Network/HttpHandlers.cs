using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace EmailPlatform.Connectors.Network;

/// <summary>How every HTTP connection that leaves this process behaves.</summary>
internal static class HttpHandlers
{
    // Long enough to be worth pooling, short enough that a moved host is found again.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    public static SocketsHttpHandler Create(
        NetworkOptions options,
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect,
        X509Certificate2Collection? roots = null) => new()
        {
            ConnectCallback = connect,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = PeerTrust.Policy(roots) },
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            Credentials = null,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = ConnectionLifetime,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 32,
            // One HTTP/2 connection carries as many requests at a time as its server says, often 100; a burst needs more.
            EnableMultipleHttp2Connections = true,
            // A connection that died unseen would take every request on it along; pings find it out.
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            // Over the guard's own bounds comes the TLS handshake, which nothing else bounds.
            ConnectTimeout = options.HttpDnsTimeout + (2 * options.HttpConnectTimeout),
        };

    /// <summary>The connected socket.</summary>
    /// <exception cref="ConnectFailedException">There is none.</exception>
    public static Socket Socket(ConnectResult result) => result switch
    {
        ConnectSucceeded connected => connected.Socket,
        ConnectFailed failed => throw new ConnectFailedException(failed),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };
}
