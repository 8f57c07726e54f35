using System.Diagnostics;
using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>
/// Resolves once, judges every address, connects to the judged addresses themselves. There is no second lookup
/// between the judgement and the connection, so a name that changes its answer gains nothing.
/// Proxies named in the environment play no part.
/// </summary>
public sealed class GuardedNetwork : INetwork
{
    // A name with hundreds of addresses must not become hundreds of connections.
    private const int MostAddresses = 6;

    private readonly AddressGuard _guard;
    private readonly HostLookup _lookup;
    private readonly ConnectRace _race;
    private readonly TimeProvider _time;

    public GuardedNetwork(AddressGuard guard, IHostResolver resolver, TimeProvider time)
        : this(guard, resolver, time, new SocketConnector())
    {
    }

    internal GuardedNetwork(AddressGuard guard, IHostResolver resolver, TimeProvider time, ISocketConnector connector)
    {
        _guard = guard;
        _lookup = new HostLookup(resolver, time);
        _race = new ConnectRace(connector, time);
        _time = time;
    }

    public async ValueTask<ConnectResult> ConnectAsync(
        NetworkTarget target,
        IPAddress? localAddress,
        TimeSpan dnsTimeout,
        TimeSpan connectTimeout,
        CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var found = await FindAsync(target, dnsTimeout, cancellationToken);
        var dnsElapsed = _time.GetElapsedTime(started);
        if (found.Failure is { } refused)
        {
            return new ConnectFailed(ConnectStage.Dns, refused.Kind, refused.Detail, found.Refused, dnsElapsed, TimeSpan.Zero);
        }

        var remotes = Candidates(found.Addresses, localAddress, target.Port);
        if (remotes.Count == 0)
        {
            return new ConnectFailed(
                ConnectStage.Connect,
                ConnectFailureKind.Unreachable,
                $"{target.Host} has no address of the same family as the local address {localAddress}.",
                localAddress,
                dnsElapsed,
                TimeSpan.Zero);
        }

        started = _time.GetTimestamp();
        using var bound = TimeBound.Start(connectTimeout, _time, cancellationToken);
        var attempt = await _race.RunAsync(remotes, localAddress, bound.Token);
        var connectElapsed = _time.GetElapsedTime(started);
        if (attempt.Socket is { } socket)
        {
            return new ConnectSucceeded(socket, attempt.Remote, dnsElapsed, connectElapsed);
        }

        cancellationToken.ThrowIfCancellationRequested();

        return ConnectErrors.Describe(target, attempt, localAddress, dnsElapsed, connectElapsed);
    }

    private async ValueTask<Found> FindAsync(NetworkTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (target.Port is < 1 or > ushort.MaxValue)
        {
            return Found.Not(ConnectFailureKind.NotFound, $"{target.Port} is not a port.");
        }

        var answer = await _lookup.FindAsync(target.Host, timeout, cancellationToken);
        if (answer.Failure is not null)
        {
            return answer;
        }

        var own = await _lookup.FindAllAsync(_guard.DeniedNames(target.Port), timeout, cancellationToken);
        if (own.Failure is not null)
        {
            return Found.Not(ConnectFailureKind.DnsFailed, "The platform could not tell this target from its own endpoints; try again.");
        }

        return Judge(target, answer.Addresses, own.Addresses);
    }

    private Found Judge(NetworkTarget target, IReadOnlyList<IPAddress> addresses, IReadOnlyList<IPAddress> own)
    {
        var allowed = new List<IPAddress>(addresses.Count);
        var refused = default((IPAddress Address, AddressVerdict Verdict)?);
        foreach (var address in addresses.Select(DeniedEndpoint.Plain))
        {
            var verdict = own.Contains(address) ? AddressGuard.RefuseOwn() : _guard.Judge(address, target.Port, target.Purpose);
            if (verdict.IsAllowed)
            {
                allowed.Add(address);
            }
            else
            {
                refused ??= (address, verdict);
            }
        }

        if (allowed.Count > 0)
        {
            return new Found(allowed);
        }

        Debug.Assert(refused is not null, "a lookup without failure has addresses");
        var (first, reason) = refused.Value;

        return Found.Not(ConnectFailureKind.NotAllowed, $"{target.Host} leads to {reason.Refusal}; the platform does not connect there.") with { Refused = first };
    }

    /// <summary>Families take turns (RFC 8305, section 4), so that a broken IPv6 path costs one stagger and not six.</summary>
    private static List<IPEndPoint> Candidates(IReadOnlyList<IPAddress> addresses, IPAddress? localAddress, int port)
    {
        var usable = addresses.Where(address => localAddress is null || address.AddressFamily == localAddress.AddressFamily).ToList();
        var first = usable.Where(address => address.AddressFamily == usable[0].AddressFamily).ToList();
        var second = usable.Except(first).ToList();

        return [.. first
            .Select((address, index) => (address, order: 2 * index))
            .Concat(second.Select((address, index) => (address, order: (2 * index) + 1)))
            .OrderBy(candidate => candidate.order)
            .Take(MostAddresses)
            .Select(candidate => new IPEndPoint(candidate.address, port))];
    }
}
