using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>A block of addresses that are not ordinary hosts of the Internet.</summary>
internal sealed record SpecialRange(IPNetwork Network, SpecialKind Kind, string Words)
{
    public static SpecialRange Of(string network, SpecialKind kind, string words) =>
        new(IPNetwork.Parse(network), kind, words);
}

internal enum SpecialKind
{
    Loopback,

    /// <summary>Means something inside the operator's network; reachable when private addresses are allowed.</summary>
    Private,

    /// <summary>No server of a tenant is ever there.</summary>
    Never,
}
