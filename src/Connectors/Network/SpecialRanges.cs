using System.Net;
using System.Net.Sockets;
using static EmailPlatform.Connectors.Network.SpecialKind;

namespace EmailPlatform.Connectors.Network;

/// <summary>
/// The IANA special-purpose registries (RFC 6890 and its successors) and the places where clouds keep credentials.
/// The first match counts, so single hosts stand before the blocks that contain them.
/// </summary>
internal static class SpecialRanges
{
    private const string Metadata = "a cloud metadata address";

    private static readonly SpecialRange[] IPv4 =
    [
        // AWS, Azure, GCP and most others; the task and pod credentials of ECS and EKS share the block.
        SpecialRange.Of("169.254.169.254/32", Never, Metadata),
        SpecialRange.Of("169.254.170.0/24", Never, Metadata),
        SpecialRange.Of("100.100.100.200/32", Never, Metadata), // Alibaba Cloud
        SpecialRange.Of("168.63.129.16/32", Never, Metadata), // Azure's host agent, inside ordinary public space
        SpecialRange.Of("192.0.0.192/32", Never, Metadata), // Oracle Cloud

        SpecialRange.Of("0.0.0.0/8", Never, "an unspecified address"),
        SpecialRange.Of("10.0.0.0/8", Private, "a private address"),
        SpecialRange.Of("100.64.0.0/10", Private, "a carrier-grade NAT address"),
        SpecialRange.Of("127.0.0.0/8", Loopback, "a loopback address"),
        SpecialRange.Of("169.254.0.0/16", Private, "a link-local address"),
        SpecialRange.Of("172.16.0.0/12", Private, "a private address"),
        SpecialRange.Of("192.0.0.0/24", Never, "a protocol assignment"),
        SpecialRange.Of("192.0.2.0/24", Private, "a documentation address"),
        SpecialRange.Of("192.88.99.0/24", Never, "a 6to4 relay address"),
        SpecialRange.Of("192.168.0.0/16", Private, "a private address"),
        SpecialRange.Of("198.18.0.0/15", Private, "a benchmark address"),
        SpecialRange.Of("198.51.100.0/24", Private, "a documentation address"),
        SpecialRange.Of("203.0.113.0/24", Private, "a documentation address"),
        SpecialRange.Of("224.0.0.0/4", Never, "a multicast address"),
        SpecialRange.Of("255.255.255.255/32", Never, "the broadcast address"),
        SpecialRange.Of("240.0.0.0/4", Never, "a reserved address"),
    ];

    private static readonly SpecialRange[] IPv6 =
    [
        SpecialRange.Of("fd00:ec2::/32", Never, Metadata), // AWS: instance metadata, time, DNS and pod identity
        SpecialRange.Of("fd20:ce::254/128", Never, Metadata), // GCP

        SpecialRange.Of("::/128", Never, "an unspecified address"),
        SpecialRange.Of("::1/128", Loopback, "a loopback address"),
        SpecialRange.Of("::/96", Never, "an IPv4-compatible address"),
        SpecialRange.Of("::ffff:0:0:0/96", Never, "an IPv4-translated address"),
        SpecialRange.Of("64:ff9b::/96", Never, "a NAT64 address"),
        SpecialRange.Of("64:ff9b:1::/48", Never, "a NAT64 address"),
        SpecialRange.Of("100::/64", Never, "a discard-only address"),
        SpecialRange.Of("100:0:0:1::/64", Never, "a dummy prefix"),
        SpecialRange.Of("2001::/32", Never, "a Teredo address"),
        SpecialRange.Of("2001:2::/48", Private, "a benchmark address"),
        SpecialRange.Of("2001:10::/28", Never, "an ORCHID"),
        SpecialRange.Of("2001:20::/28", Never, "an ORCHID"),
        SpecialRange.Of("2001::/23", Never, "a protocol assignment"),
        SpecialRange.Of("2001:db8::/32", Private, "a documentation address"),
        SpecialRange.Of("2002::/16", Never, "a 6to4 address"),
        SpecialRange.Of("3fff::/20", Private, "a documentation address"),
        SpecialRange.Of("5f00::/16", Never, "a segment routing address"),
        SpecialRange.Of("fc00::/7", Private, "a unique local address"),
        SpecialRange.Of("fe80::/10", Private, "a link-local address"),
        SpecialRange.Of("fec0::/10", Private, "a site-local address"),
        SpecialRange.Of("ff00::/8", Never, "a multicast address"),
    ];

    // Nothing else has been handed out as global unicast so far.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly SpecialRange Elsewhere =
        SpecialRange.Of("::/0", Never, "an address outside the global unicast range");

    public static SpecialRange? Find(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return Array.Find(IPv4, range => range.Network.Contains(address));
        }

        return Array.Find(IPv6, range => range.Network.Contains(address))
            ?? (GlobalUnicast.Contains(address) ? null : Elsewhere);
    }
}
