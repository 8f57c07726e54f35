using System.Net;
using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;

namespace EmailPlatform.Connectors.Conformance;

/// <summary>A context in which nothing can be reached: whoever tries fails the test.</summary>
internal static class IsolatedContext
{
    public static ConnectorPermissions EverythingPermitted { get; } = new(UnverifiedTls: true, LocalAddress: true, PlainHttp: PlainHttp.Anywhere, Cloud: new CloudGrant([], AmbientCredentials: true));

    public static ConnectorContext Create(IMailKeeper? mailbox = null, INetwork? network = null)
    {
        var http = new HttpMessageInvoker(new NoHttp());
        return new ConnectorContext(
            TimeProvider.System,
            network ?? new NoNetwork(),
            http,
            new ProviderHttp(network ?? new NoNetwork(), new NetworkOptions(), http, ProviderEndpoints.None),
            new OAuthClient(http, new NetworkOptions(), TimeProvider.System),
            new NoTokens(),
            mailbox ?? new NoMailbox(),
            EverythingPermitted,
            "node.example.com",
            "acme");
    }

    private sealed class NoNetwork : INetwork
    {
        public ValueTask<ConnectResult> ConnectAsync(NetworkTarget target, IPAddress? localAddress, TimeSpan dnsTimeout, TimeSpan connectTimeout, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"Nobody was to connect to {target.Host}.");
        }
    }

    private sealed class NoTokens : ITokenVaults
    {
        public ITokenVault Open(ReadOnlySpan<byte> grant) => new MemoryTokenVault(TimeProvider.System);
    }

    private sealed class NoHttp : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"Nobody was to call {request.RequestUri}.");
        }
    }

    private sealed class NoMailbox : IMailKeeper
    {
        public Task KeepAsync(KeptMail mail, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("Nothing was to be kept.");
        }
    }
}
