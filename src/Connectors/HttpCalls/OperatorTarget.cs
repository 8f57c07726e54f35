using System.Net;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>The one place where a target is given the operator's trust.</summary>
internal static class OperatorTarget
{
    public static NetworkTarget Of(DnsEndPoint target, ProviderEndpoints endpoints) => endpoints.Includes(target)
        ? new NetworkTarget(target.Host, target.Port, NetworkPurpose.Operator)
        : throw new InvalidOperationException("The operator gave no such endpoint.");
}
