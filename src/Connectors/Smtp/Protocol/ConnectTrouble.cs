using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>Whose fault it is that there is no connection.</summary>
internal static class ConnectTrouble
{
    public static Outcome Describe(ConnectFailed failed, StageLog? stages)
    {
        if (failed.Stage == ConnectStage.Connect)
        {
            stages?.Add(Stage.Dns, true, "The name was resolved.", stages.Begin(failed.DnsElapsed));
        }

        if (failed.Stage == ConnectStage.Dns)
        {
            stages?.Add(Stage.Dns, false, failed.Detail, stages.Begin(failed.DnsElapsed));
        }
        else
        {
            stages?.Add(Stage.Connect, false, failed.Detail, stages.Begin(failed.ConnectElapsed));
        }

        return failed.Kind switch
        {
            ConnectFailureKind.NotFound => Connector("host_not_found", "Check host: this name has no address."),
            ConnectFailureKind.NotAllowed => Connector("target_not_allowed", "Use a host and port that this platform may connect to."),
            ConnectFailureKind.DnsTimeout => Platform("dns_timeout", "DNS does not answer for this host: check the name, or try again."),
            ConnectFailureKind.DnsFailed => Platform("dns_failed", "DNS cannot tell the host's address now."),
            ConnectFailureKind.Refused => Platform("connection_refused", "Nothing listens on this port of the host: check port."),
            ConnectFailureKind.Timeout => Platform("connection_timeout", "The host does not answer: check host and port, and whether a firewall blocks outgoing mail (many networks block 25; try 587, 465 or 2525)."),
            ConnectFailureKind.Unreachable => Platform("host_unreachable", "There is no way to this host: check host, and localAddress if it is set."),
            _ => throw new InvalidOperationException($"A connection failure without a case: {failed.Kind}."),
        };

        Outcome Connector(string code, string hint) => Outcome.Deferred(FaultScope.Connector, code, failed.Detail, hint: hint);

        Outcome Platform(string code, string hint) => Outcome.Deferred(FaultScope.Platform, code, failed.Detail, hint: hint);
    }
}
