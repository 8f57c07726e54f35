using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>A connected TCP socket with Nagle's algorithm off. It belongs to the caller.</summary>
public sealed record ConnectSucceeded(Socket Socket, IPEndPoint Remote, TimeSpan DnsElapsed, TimeSpan ConnectElapsed)
    : ConnectResult(DnsElapsed, ConnectElapsed);
