using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Nodes;

/// <summary>
/// Which nodes live. A row of a message names its node and that node's life; only the life has an expiry, by the store's
/// clock. A life that was ended never comes back: its node begins another. Infrastructure failures throw <see cref="StoreUnavailableException"/>.
/// </summary>
public interface INodeStore
{
    /// <summary>How long a life holds after its last heartbeat.</summary>
    static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(10);

    /// <summary>Begins a life; earlier lives of the same name are ended by it.</summary>
    /// <exception cref="StoreOpeningException">A living node runs another runtime, or another process that lives has this name.</exception>
    Task RegisterAsync(NodeRegistration node, CancellationToken cancellationToken);

    /// <summary>Prolongs a life by <see cref="LeaseDuration"/>; <c>false</c> when it was ended: whatever it held is another's now.</summary>
    Task<bool> HeartbeatAsync(NodeLease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Ends lives whose lease ran out and returns them, each to one caller; <see cref="IMessageStore.RecoverAsync"/> then takes
    /// back what they held. Time in which the store itself was down is nobody's fault and does not count.
    /// </summary>
    Task<IReadOnlyList<NodeLease>> EndExpiredAsync(CancellationToken cancellationToken);

    /// <summary>Ends a life in order: nothing is waited for before others may take what is left of it.</summary>
    Task LeaveAsync(NodeLease lease, CancellationToken cancellationToken);

    /// <summary>All nodes that live or still hold something, by name.</summary>
    Task<IReadOnlyList<NodeView>> ListAsync(CancellationToken cancellationToken);
}
