using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>
/// Happy Eyeballs (RFC 8305) in short: the next address starts when the one before has failed or has been
/// silent for a moment; the first to connect wins and the others are ended.
/// </summary>
internal sealed class ConnectRace(ISocketConnector connector, TimeProvider time)
{
    // RFC 8305, section 8: the recommended delay.
    private static readonly TimeSpan Stagger = TimeSpan.FromMilliseconds(250);

    /// <summary>The winner, or the failure that says most. A cancelled token shows as TimedOut.</summary>
    public async Task<ConnectAttempt> RunAsync(
        IReadOnlyList<IPEndPoint> remotes,
        IPAddress? localAddress,
        CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<ConnectAttempt>>(remotes.Count);
        ConnectAttempt? failure = null;
        var next = 0;

        while (next < remotes.Count || running.Count > 0)
        {
            if (next < remotes.Count)
            {
                running.Add(TryAsync(remotes[next++], localAddress, others.Token));
            }

            var ended = await NextAsync(running, next < remotes.Count, others.Token);
            if (ended is null)
            {
                continue;
            }

            running.Remove(ended);
            var attempt = await ended;
            if (attempt.Socket is not null)
            {
                await others.CancelAsync();
                await EndAsync(running);

                return attempt;
            }

            failure = Telling(failure, attempt);
        }

        return failure ?? throw new ArgumentException("There is no address to connect to.", nameof(remotes));
    }

    /// <summary>The next attempt that ends, or null when it is time to start another one beside it.</summary>
    private async Task<Task<ConnectAttempt>?> NextAsync(
        List<Task<ConnectAttempt>> running,
        bool more,
        CancellationToken cancellationToken)
    {
        var ended = Task.WhenAny(running);
        if (!more)
        {
            return await ended;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stagger = Task.Delay(Stagger, time, enough.Token);
        var first = await Task.WhenAny(ended, stagger);
        await enough.CancelAsync();

        return first == ended ? await ended : null;
    }

    private async Task<ConnectAttempt> TryAsync(IPEndPoint remote, IPAddress? localAddress, CancellationToken cancellationToken)
    {
        try
        {
            return new ConnectAttempt(remote, await connector.ConnectAsync(remote, localAddress, cancellationToken), SocketError.Success);
        }
        catch (SocketException exception)
        {
            return new ConnectAttempt(remote, null, exception.SocketErrorCode);
        }
        catch (OperationCanceledException)
        {
            return new ConnectAttempt(remote, null, SocketError.TimedOut);
        }
    }

    // Machines without IPv6 fail there at once; what the reachable family answered is what helps.
    private static ConnectAttempt Telling(ConnectAttempt? before, ConnectAttempt attempt) =>
        before is { Error: not (SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.AddressFamilyNotSupported) } first
            ? first
            : attempt;

    // An address that connects in the moment that another one wins must not leave its socket open.
    private static async Task EndAsync(List<Task<ConnectAttempt>> running)
    {
        foreach (var attempt in await Task.WhenAll(running))
        {
            attempt.Socket?.Dispose();
        }
    }
}
