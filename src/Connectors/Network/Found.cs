using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>Addresses, or why there are none.</summary>
internal sealed record Found(IReadOnlyList<IPAddress> Addresses)
{
    public (ConnectFailureKind Kind, string Detail)? Failure { get; private init; }

    public IPAddress? Refused { get; init; }

    public static Found Not(ConnectFailureKind kind, string detail) => new([]) { Failure = (kind, detail) };
}
