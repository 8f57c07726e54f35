using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace EmailPlatform.Connectors.Network;

/// <summary>
/// The one HTTP client for addresses that tenants name: every connection goes through <see cref="INetwork"/>,
/// a redirect is an answer like any other, and neither proxies nor cookies nor the platform's trace ids take part.
/// One instance per process; tenants may share connections because the rules are the process's.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    private readonly INetwork _network;
    private readonly NetworkOptions _options;

    public GuardedHttp(INetwork network, NetworkOptions options)
        : this(network, options, null)
    {
    }

    /// <param name="network">The way out.</param>
    /// <param name="options">Bounds on connecting.</param>
    /// <param name="roots">In place of the system's.</param>
    internal GuardedHttp(INetwork network, NetworkOptions options, X509Certificate2Collection? roots)
    {
        _network = network;
        _options = options;
        Client = new HttpMessageInvoker(HttpHandlers.Create(options, ConnectAsync, roots));
    }

    /// <summary>
    /// Has no timeout of its own beyond connecting; callers bring a token. A target that was refused or not reached
    /// throws <see cref="HttpRequestException"/>, and <see cref="ConnectFailedException.Find"/> tells why.
    /// </summary>
    public HttpMessageInvoker Client { get; }

    public void Dispose() => Client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = new NetworkTarget(context.DnsEndPoint.Host, context.DnsEndPoint.Port, NetworkPurpose.Http);
        var result = await _network.ConnectAsync(target, null, _options.HttpDnsTimeout, _options.HttpConnectTimeout, cancellationToken);

        return new NetworkStream(HttpHandlers.Socket(result), ownsSocket: true);
    }
}
