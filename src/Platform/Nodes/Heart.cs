using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Storage;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Platform.Nodes;

/// <summary>
/// Keeps this node alive in the store. Whoever was thought dead and is not has lost its rows to others: it forgets what
/// waits in memory and begins again, as another life.
/// </summary>
internal sealed partial class Heart(INodeStore nodes, NodeLife life, NodeProfile profile, Dispatcher dispatcher, TimeProvider time, ILogger<Heart> logger)
{
    private long? _unsteadyAt;

    /// <summary>
    /// Whether this node may judge others: one that has just begun, or has not reached the store for a while itself, leaves
    /// them as long as a lease lasts to come back, too.
    /// </summary>
    public bool IsSteady => life.MayStart && (_unsteadyAt is not { } at || time.GetElapsedTime(at) > INodeStore.LeaseDuration);

    /// <summary>Begins a life.</summary>
    /// <exception cref="StoreOpeningException">Another runtime, or a living process of the same name.</exception>
    /// <exception cref="StoreUnavailableException">The life may have begun all the same; the next try is another life.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (life.HasBegun)
        {
            throw new InvalidOperationException("The node lives already.");
        }

        var askedAt = time.GetTimestamp();
        await nodes.RegisterAsync(new NodeRegistration(life.Lease, profile.Role, profile.Runtime, profile.Version), cancellationToken).ConfigureAwait(false);
        life.Confirm(askedAt);
        _unsteadyAt = askedAt;
        dispatcher.Wake();
        LogBegun(profile.Name, life.Lease.Incarnation);
    }

    /// <summary>One beat. While the store does not answer, the lease runs out by itself and nothing is started.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!life.HasBegun)
            {
                // Another one than was tried before: that may have begun, and been ended since.
                life.Renew();
                await BeginAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            var askedAt = time.GetTimestamp();
            if (await nodes.HeartbeatAsync(life.Lease, cancellationToken).ConfigureAwait(false))
            {
                Confirm(askedAt);
                return;
            }

            LogEnded(profile.Name);
            life.Renew();
            dispatcher.Forget();
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            _unsteadyAt = time.GetTimestamp();
            LogUnavailable(exception.Message);
        }
        catch (StoreOpeningException exception)
        {
            _unsteadyAt = time.GetTimestamp();
            LogRefused(exception.Message);
        }
    }

    /// <summary>Ends the life in order: what is left of it may be taken at once.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await nodes.LeaveAsync(life.Lease, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            LogNotLeft(exception.Message);
        }
    }

    private void Confirm(long askedAt)
    {
        var paused = !life.MayStart;
        life.Confirm(askedAt);
        if (paused)
        {
            // It may have been the store that stood still, and then for the others too.
            _unsteadyAt = askedAt;
            LogGoesOn();
            dispatcher.Wake();
        }
    }

    [LoggerMessage(LogLevel.Information, "Node {name} begins, life {incarnation}")]
    private partial void LogBegun(string name, string incarnation);

    [LoggerMessage(LogLevel.Critical, "Node {name} was silent for so long that the others took over what it held: it forgets that and begins again")]
    private partial void LogEnded(string name);

    [LoggerMessage(LogLevel.Warning, "The store is not available ({reason}); this node's lease was not renewed and it is tried again")]
    private partial void LogUnavailable(string reason);

    [LoggerMessage(LogLevel.Critical, "This node cannot begin again and sends nothing: {reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(LogLevel.Warning, "The lease is renewed after a pause: sending goes on")]
    private partial void LogGoesOn();

    [LoggerMessage(LogLevel.Warning, "The store is not available ({reason}); the others take this node for dead in a moment")]
    private partial void LogNotLeft(string reason);
}
