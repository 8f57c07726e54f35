using System.Net;
using System.Net.Sockets;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>What we call ourselves (RFC 5321, section 4.1.1.1). Servers refuse a name that is not ASCII, many one without a domain.</summary>
internal static class EhloName
{
    /// <summary>The name to give, or <c>null</c> for the connection's own address.</summary>
    /// <param name="configured">Taken as it is meant: who names a bare host has a server that knows it.</param>
    /// <param name="hostName">The node's; in a container often nothing but an id.</param>
    public static string? Choose(string? configured, string hostName)
    {
        if (configured is null)
        {
            var own = HostName.Normalize(hostName);
            return own is null || IPAddress.TryParse(own, out _) || !own.Trim('.').Contains('.', StringComparison.Ordinal) ? null : own.Trim('.');
        }

        if (configured.StartsWith('['))
        {
            return configured;
        }

        return IPAddress.TryParse(configured, out var address) ? Literal(address) : HostName.Normalize(configured);
    }

    /// <summary>RFC 5321, section 4.1.3.</summary>
    public static string Literal(IPAddress? address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? $"[IPv6:{address}]"
        : $"[{address?.MapToIPv4()}]";
}
