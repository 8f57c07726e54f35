using System.Net;
using System.Net.NetworkInformation;

namespace EmailPlatform.Connectors.Network;

/// <summary>
/// Decides about resolved addresses, because a name can be made to point anywhere:
/// a tenant must not reach the operator's network, its metadata service or the platform's own listeners.
/// </summary>
public sealed class AddressGuard
{
    private const string Own = "one of the platform's own endpoints";

    private readonly NetworkOptions _options;
    private readonly DeniedEndpoint[] _denied;

    /// <exception cref="FormatException">A denied endpoint is not <c>host:port</c>.</exception>
    public AddressGuard(NetworkOptions options)
    {
        _options = options;
        _denied = [.. options.DeniedEndpoints.Select(DeniedEndpoint.Parse)];
    }

    /// <summary>May the platform connect to this address and port: for a tenant, or to an endpoint that the operator gave?</summary>
    public AddressVerdict Judge(IPAddress address, int port, NetworkPurpose purpose)
    {
        var plain = DeniedEndpoint.Plain(address);
        if (_denied.Any(denied => denied.Port == port && Covers(denied, plain)))
        {
            return AddressVerdict.Refuse(Own);
        }

        var range = SpecialRanges.Find(plain);
        if (range is null)
        {
            return purpose == NetworkPurpose.Operator ? AddressVerdict.Allowed : JudgePort(port, purpose);
        }

        return range.Kind switch
        {
            SpecialKind.Loopback or SpecialKind.Private when purpose == NetworkPurpose.Operator => AddressVerdict.Allowed,
            SpecialKind.Loopback when _options.AllowLoopback || _options.AllowPrivateAddresses => AddressVerdict.Allowed,
            SpecialKind.Private when _options.AllowPrivateAddresses => AddressVerdict.Allowed,
            SpecialKind.Loopback or SpecialKind.Private or SpecialKind.Never => AddressVerdict.Refuse(range.Words),
            _ => throw new InvalidOperationException($"Unknown kind {range.Kind}."),
        };
    }

    /// <summary>Names among the denied endpoints on this port; they have to be resolved beside the target.</summary>
    internal IEnumerable<string> DeniedNames(int port) =>
        _denied.Where(denied => denied.Port == port).Select(denied => denied.Name).OfType<string>();

    internal static AddressVerdict RefuseOwn() => AddressVerdict.Refuse(Own);

    private AddressVerdict JudgePort(int port, NetworkPurpose purpose)
    {
        if (_options.AllowPrivateAddresses)
        {
            return AddressVerdict.Allowed;
        }

        var ports = purpose == NetworkPurpose.Mail ? _options.MailPorts : _options.HttpPorts;
        if (ports.Contains(port))
        {
            return AddressVerdict.Allowed;
        }

        var use = purpose == NetworkPurpose.Mail ? "mail" : "HTTP";

        return AddressVerdict.Refuse($"a server on port {port}, which is not one for {use} ({string.Join(", ", ports)})");
    }

    private static bool Covers(DeniedEndpoint denied, IPAddress address)
    {
        if (denied.Address is not null)
        {
            return denied.Address.Equals(address);
        }

        return denied.Name is null && IsThisMachine(address);
    }

    // Asked only when the port is that of a listener on every address, so the list is read fresh: addresses come and go.
    private static bool IsThisMachine(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Any(own => DeniedEndpoint.Plain(own.Address).Equals(address));
}
