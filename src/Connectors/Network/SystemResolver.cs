using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>The machine's own resolver, with its hosts file and search domains.</summary>
public sealed class SystemResolver : IHostResolver
{
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await Dns.GetHostAddressesAsync(host, cancellationToken);
}
