using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>What became of one address: a socket, or the error.</summary>
internal readonly record struct ConnectAttempt(IPEndPoint Remote, Socket? Socket, SocketError Error);
