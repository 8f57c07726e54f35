using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>DNS, as far as connections need it.</summary>
public interface IHostResolver
{
    /// <summary>All addresses of the host in the order to try them.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">HostNotFound and NoData for a name without addresses, TryAgain and others for DNS in trouble.</exception>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
