using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>The only way to a place that a tenant has named.</summary>
public interface INetwork
{
    /// <summary>
    /// Resolves the host once, leaves out every address that must not be reached, and connects to one of the rest.
    /// Whatever goes wrong on the way is a <see cref="ConnectFailed"/>; only a cancelled <paramref name="cancellationToken"/> throws.
    /// </summary>
    /// <param name="target">The host, as configured, with port and purpose.</param>
    /// <param name="localAddress">The address to connect from, or null to leave it to the system.</param>
    /// <param name="dnsTimeout">The bound on resolving; zero or less means none.</param>
    /// <param name="connectTimeout">The bound on all addresses together; zero or less means none.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask<ConnectResult> ConnectAsync(
        NetworkTarget target,
        IPAddress? localAddress,
        TimeSpan dnsTimeout,
        TimeSpan connectTimeout,
        CancellationToken cancellationToken);
}
