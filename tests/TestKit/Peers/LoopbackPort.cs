using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.TestKit.Peers;

/// <summary>Free TCP ports on loopback, for peers that cannot choose one themselves.</summary>
public static class LoopbackPort
{
    // Below the range from which the kernel serves outgoing connections and port 0, so that none of them takes the port in between.
    private const int First = 15_000;
    private const int Last = 32_000;

    private static readonly ConcurrentDictionary<int, bool> HandedOut = new();

    /// <summary>A port that is free on 127.0.0.1 and ::1 and that this process has not handed out before.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            if (HandedOut.TryAdd(port, true) && IsFree(port, IPAddress.Loopback) && IsFree(port, IPAddress.IPv6Loopback))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {Last} in 1000 attempts.");
    }

    private static bool IsFree(int port, IPAddress address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException exception)
        {
            // A machine without IPv6 has nobody on ::1 either.
            return exception.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable;
        }
    }
}
