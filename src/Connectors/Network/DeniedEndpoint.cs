using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>One of the platform's own listeners or databases. Null address means every address of this machine, unless a name is given.</summary>
internal sealed record DeniedEndpoint(string? Name, IPAddress? Address, int Port)
{
    /// <exception cref="FormatException">The operator wrote something that is not <c>host:port</c>.</exception>
    public static DeniedEndpoint Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port) || port == 0)
        {
            throw new FormatException($"EmailPlatform:Network:DeniedEndpoints: '{text}' is not host:port.");
        }

        var host = text[..colon];
        if (host is "*" or "+")
        {
            return new DeniedEndpoint(null, null, port);
        }

        if (!IPAddress.TryParse(host, out var address))
        {
            return new DeniedEndpoint(HostName.Normalize(host) ?? throw new FormatException(
                $"EmailPlatform:Network:DeniedEndpoints: '{host}' is not a host name."), null, port);
        }

        address = Plain(address);

        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? new DeniedEndpoint(null, null, port)
            : new DeniedEndpoint(null, address, port);
    }

    /// <summary>The same host written differently is the same host.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        // Any IPv6 address may carry a zone, and counts as another one with it.
        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes()) : address;
    }
}
