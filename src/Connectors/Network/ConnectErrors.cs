using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>Socket errors in the words of somebody who has to do something about them.</summary>
internal static class ConnectErrors
{
    public static ConnectFailed Describe(
        NetworkTarget target,
        ConnectAttempt attempt,
        IPAddress? localAddress,
        TimeSpan dnsElapsed,
        TimeSpan connectElapsed)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"{target.Host} ({attempt.Remote.Address}), port {target.Port}");
        var (kind, detail) = attempt.Error switch
        {
            SocketError.ConnectionRefused =>
                (ConnectFailureKind.Refused, $"{where}, refused the connection: nothing listens there."),
            SocketError.TimedOut =>
                (ConnectFailureKind.Timeout, string.Create(CultureInfo.InvariantCulture, $"{where}, did not answer in {connectElapsed.TotalSeconds:0.#} s. A firewall may drop the packets, or the port is wrong.")),
            SocketError.AddressNotAvailable or SocketError.InvalidArgument when localAddress is not null =>
                (ConnectFailureKind.Unreachable, $"The local address {localAddress} cannot be used on this machine to reach {where}."),
            SocketError.ConnectionReset or SocketError.ConnectionAborted =>
                (ConnectFailureKind.Refused, $"{where}, closed the connection at once."),
            _ => (ConnectFailureKind.Unreachable, $"{where}, cannot be reached ({attempt.Error})."),
        };

        return new ConnectFailed(ConnectStage.Connect, kind, detail, attempt.Remote.Address, dnsElapsed, connectElapsed);
    }
}
