using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>
/// The way out for what the operator's own settings name: private addresses and any port are theirs to choose; the platform's
/// own endpoints and what is never a server stay refused. Nothing that a tenant named goes through here.
/// </summary>
public sealed class OperatorNetwork(INetwork network) : INetwork
{
    public ValueTask<ConnectResult> ConnectAsync(
        NetworkTarget target, IPAddress? localAddress, TimeSpan dnsTimeout, TimeSpan connectTimeout, CancellationToken cancellationToken) =>
        network.ConnectAsync(target with { Purpose = NetworkPurpose.Operator }, localAddress, dnsTimeout, connectTimeout, cancellationToken);
}
