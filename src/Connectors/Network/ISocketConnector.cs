using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>One TCP connection to one address; the seam at which tests put hosts that never answer.</summary>
internal interface ISocketConnector
{
    /// <exception cref="SocketException">It did not work.</exception>
    ValueTask<Socket> ConnectAsync(IPEndPoint remote, IPAddress? localAddress, CancellationToken cancellationToken);
}
