using System.Net;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>The one place where a target is given the operator's trust.</summary>
internal static class OperatorTarget
{
    public static NetworkTarget Of(DnsEndPoint target, ProviderEndpoints endpoints) => endpoints.Includes(target)
        ? new NetworkTarget(target.Host, target.Port, NetworkPurpose.Operator)
        : throw new InvalidOperationException("The operator gave no such endpoint.");

    /// <summary>Tenants read why there is no connection; where the operator's endpoint is, is not theirs to know.</summary>
    public static ConnectResult Discreet(ConnectResult result) =>
        result is ConnectFailed failed ? failed with { Detail = Words(failed.Kind), Address = null } : result;

    private static string Words(ConnectFailureKind kind) => kind switch
    {
        ConnectFailureKind.NotFound => "The name of the operator's endpoint for this provider was not found.",
        ConnectFailureKind.DnsTimeout or ConnectFailureKind.DnsFailed => "The name of the operator's endpoint for this provider could not be looked up.",
        ConnectFailureKind.Refused => "The operator's endpoint for this provider refused the connection.",
        ConnectFailureKind.Timeout => "The operator's endpoint for this provider did not answer in time.",
        ConnectFailureKind.Unreachable => "The operator's endpoint for this provider cannot be reached.",
        ConnectFailureKind.NotAllowed => "The platform does not connect to what the operator put in this provider's place.",
        _ => throw new InvalidOperationException($"A connection failure without words: {kind}."),
    };
}
