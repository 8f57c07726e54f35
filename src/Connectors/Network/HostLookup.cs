using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>From a configured host to addresses, in bounded time and without exceptions for what DNS answers.</summary>
internal sealed class HostLookup(IHostResolver resolver, TimeProvider time)
{
    public async ValueTask<Found> FindAsync(string host, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (HostName.Normalize(host) is not { } name)
        {
            return Found.Not(ConnectFailureKind.NotFound, "The host is not a host name.");
        }

        // The resolver would refuse 0.0.0.0 with an exception of its own; the guard has better words.
        if (IPAddress.TryParse(name, out var literal))
        {
            return new Found([literal]);
        }

        using var bound = TimeBound.Start(timeout, time, cancellationToken);
        try
        {
            // The system's resolver cannot be interrupted everywhere, so the wait is what ends.
            var addresses = await resolver.ResolveAsync(name, bound.Token).AsTask().WaitAsync(bound.Token);

            return addresses.Count == 0 ? NoAddress(host) : new Found(addresses);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Found.Not(ConnectFailureKind.DnsTimeout, $"DNS gave no answer for {host} in {timeout.TotalSeconds:0.#} s.");
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData
                ? NoAddress(host)
                : Found.Not(ConnectFailureKind.DnsFailed, $"DNS could not answer for {host} ({exception.SocketErrorCode}).");
        }
    }

    /// <summary>The addresses of all the names together; one that cannot be told is a failure of the whole.</summary>
    public async ValueTask<Found> FindAllAsync(IEnumerable<string> hosts, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var all = new List<IPAddress>();
        foreach (var host in hosts)
        {
            var found = await FindAsync(host, timeout, cancellationToken);
            if (found.Failure is not null)
            {
                return found;
            }

            all.AddRange(found.Addresses.Select(DeniedEndpoint.Plain));
        }

        return new Found(all);
    }

    private static Found NoAddress(string host) =>
        Found.Not(ConnectFailureKind.NotFound, $"There is no address for {host}. Check the spelling of the host.");
}
