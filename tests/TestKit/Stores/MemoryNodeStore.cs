using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.TestKit.Stores;

/// <summary>Nodes in memory, as <see cref="INodeStore"/> has it, by a clock that a test may move; it can end a life itself.</summary>
public sealed class MemoryNodeStore(MemoryStore store, TimeProvider time) : INodeStore
{
    private readonly List<Life> _lives = [];
    private readonly HashSet<NodeLease> _unseen = [];

    /// <summary>Called before each operation, outside all locks, with its name: where a test holds it up, or throws.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>While set, nothing is answered and nothing is done.</summary>
    public bool IsDown { get; set; }

    public Task RegisterAsync(NodeRegistration node, CancellationToken cancellationToken) => RunAsync("register", () =>
    {
        if (_lives.Find(life => IsAlive(life) && life.Lease.Node != node.Lease.Node && life.Node.Runtime != node.Runtime) is { } other)
        {
            throw new StoreOpeningException($"Node {other.Lease.Node} runs another runtime.");
        }

        foreach (var earlier in _lives.Where(life => life.Lease.Node == node.Lease.Node))
        {
            earlier.IsEnded = true;
        }

        var now = time.GetUtcNow();
        _lives.Add(new Life(node, now) { HeartbeatAt = now });
        return true;
    }, cancellationToken);

    public Task<bool> HeartbeatAsync(NodeLease lease, CancellationToken cancellationToken) => RunAsync("heartbeat", () =>
    {
        if (_lives.Find(life => life.Lease == lease) is not { IsEnded: false } life)
        {
            return false;
        }

        life.HeartbeatAt = time.GetUtcNow();
        return true;
    }, cancellationToken);

    public Task<IReadOnlyList<NodeLease>> EndExpiredAsync(CancellationToken cancellationToken) => RunAsync<IReadOnlyList<NodeLease>>("end", () =>
    {
        foreach (var life in _lives.Where(life => !life.IsEnded && !IsAlive(life)))
        {
            life.IsEnded = true;
            _unseen.Add(life.Lease);
        }

        List<NodeLease> ended = [.. _unseen];
        _unseen.Clear();
        return ended;
    }, cancellationToken);

    public Task LeaveAsync(NodeLease lease, CancellationToken cancellationToken) => RunAsync("leave", () =>
    {
        _lives.Find(life => life.Lease == lease)?.IsEnded = true;
        return true;
    }, cancellationToken);

    public Task<IReadOnlyList<NodeView>> ListAsync(CancellationToken cancellationToken) => RunAsync<IReadOnlyList<NodeView>>("list", () =>
    {
        var held = store.Messages.Rows.Where(row => row.Lease is not null).ToLookup(row => row.Lease);
        return
        [
            .. _lives
                .Where(life => !life.IsEnded || held.Contains(life.Lease))
                .OrderBy(life => life.Lease.Node, StringComparer.Ordinal).ThenBy(life => life.StartedAt)
                .Select(life => new NodeView(
                    life.Lease.Node,
                    life.Lease.Incarnation,
                    life.Node.Role,
                    life.Node.Runtime,
                    life.Node.Version,
                    life.StartedAt,
                    life.HeartbeatAt,
                    IsAlive(life),
                    held[life.Lease].Count(),
                    held[life.Lease].Count(row => row.Status == MessageStatus.Sending))),
        ];
    }, cancellationToken);

    /// <summary>Ends a life as another node would that finds its lease run out; whoever asks next for ended ones is told.</summary>
    public void End(NodeLease lease)
    {
        lock (store.Gate)
        {
            _lives.Single(life => life.Lease == lease).IsEnded = true;
            _unseen.Add(lease);
        }
    }

    /// <summary>Whether rows under this lease are somebody's: a life that nobody has ended, however silent it is.</summary>
    internal bool IsAlive(NodeLease lease) => _lives.Exists(life => life.Lease == lease && !life.IsEnded);

    private bool IsAlive(Life life) => !life.IsEnded && time.GetUtcNow() - life.HeartbeatAt <= INodeStore.LeaseDuration;

    private async Task<T> RunAsync<T>(string name, Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Before(name);
        if (IsDown)
        {
            throw new StoreUnavailableException("The store is down.");
        }

        lock (store.Gate)
        {
            return work();
        }
    }

    private sealed class Life(NodeRegistration node, DateTimeOffset startedAt)
    {
        public NodeRegistration Node => node;

        public NodeLease Lease => node.Lease;

        public DateTimeOffset StartedAt => startedAt;

        public DateTimeOffset HeartbeatAt { get; set; }

        public bool IsEnded { get; set; }
    }
}
