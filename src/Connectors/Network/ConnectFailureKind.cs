namespace EmailPlatform.Connectors.Network;

public enum ConnectFailureKind
{
    /// <summary>The name does not exist, has no address, or is no host name at all.</summary>
    NotFound,

    /// <summary>No answer from DNS in time.</summary>
    DnsTimeout,

    /// <summary>DNS answered that it cannot tell now.</summary>
    DnsFailed,

    /// <summary>The host is there, nothing listens on the port.</summary>
    Refused,

    /// <summary>No answer from the host in time.</summary>
    Timeout,

    /// <summary>No way to the host, or none from the local address.</summary>
    Unreachable,

    /// <summary>The platform does not connect there: <c>target_not_allowed</c>.</summary>
    NotAllowed,
}
