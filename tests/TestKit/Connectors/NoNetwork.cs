using System.Net;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.TestKit.Connectors;

/// <summary>For tests in which nothing may go out.</summary>
public sealed class NoNetwork : INetwork
{
    public ValueTask<ConnectResult> ConnectAsync(
        NetworkTarget target, IPAddress? localAddress, TimeSpan dnsTimeout, TimeSpan connectTimeout, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This test has no network.");
}
