using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>
/// The ways out for calls to providers. Calls to endpoints of the operator have connections of their own: a pool shared
/// with what tenants name would lend them the trust that the operator's endpoint has.
/// </summary>
public sealed class ProviderHttp : IDisposable
{
    private readonly INetwork _network;
    private readonly NetworkOptions _options;
    private readonly X509Certificate2Collection? _roots;
    private readonly HttpMessageInvoker _guarded;
    private readonly HttpMessageInvoker _operators;

    /// <param name="network">Where connections of a test attempt and those to the operator's endpoints come from.</param>
    /// <param name="options">Bounds on connecting.</param>
    /// <param name="guarded">The way out to everywhere else; it stays its owner's.</param>
    /// <param name="endpoints">What the operator put in place of providers' base URLs.</param>
    public ProviderHttp(INetwork network, NetworkOptions options, HttpMessageInvoker guarded, ProviderEndpoints endpoints)
        : this(network, options, guarded, endpoints, null)
    {
    }

    internal ProviderHttp(INetwork network, NetworkOptions options, HttpMessageInvoker guarded, ProviderEndpoints endpoints, X509Certificate2Collection? roots)
    {
        _network = network;
        _options = options;
        _guarded = guarded;
        _roots = roots;
        Endpoints = endpoints;
        _operators = new HttpMessageInvoker(HttpHandlers.Create(options, ConnectOperatorAsync, roots));
    }

    public ProviderEndpoints Endpoints { get; }

    /// <summary>Pooled connections, for real mail.</summary>
    internal HttpMessageInvoker Client(bool operators) => operators ? _operators : _guarded;

    /// <summary>A connection that is opened for one attempt and tells its steps.</summary>
    internal ObservedHttp Observe(bool operators, TimeProvider time) => new(_network, _options, operators ? Endpoints : null, _roots, time);

    public void Dispose() => _operators.Dispose();

    private async ValueTask<Stream> ConnectOperatorAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = OperatorTarget.Of(context.DnsEndPoint, Endpoints);
        var result = await _network.ConnectAsync(target, null, _options.HttpDnsTimeout, _options.HttpConnectTimeout, cancellationToken);
        return new NetworkStream(HttpHandlers.Socket(OperatorTarget.Discreet(result)), ownsSocket: true);
    }
}
