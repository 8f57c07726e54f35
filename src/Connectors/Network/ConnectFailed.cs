using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>Why there is no connection.</summary>
/// <param name="Stage">How far it came.</param>
/// <param name="Kind">What to switch on.</param>
/// <param name="Detail">One plain sentence for the person who configured the target; it names no address that was refused.</param>
/// <param name="Address">The address that decided, where there was one.</param>
/// <param name="DnsElapsed">Time spent resolving.</param>
/// <param name="ConnectElapsed">Time spent connecting.</param>
public sealed record ConnectFailed(
    ConnectStage Stage,
    ConnectFailureKind Kind,
    string Detail,
    IPAddress? Address,
    TimeSpan DnsElapsed,
    TimeSpan ConnectElapsed)
    : ConnectResult(DnsElapsed, ConnectElapsed);
