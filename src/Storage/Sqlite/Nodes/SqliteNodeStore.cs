using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Nodes;

/// <summary>
/// The lives of the one process that has the file, in memory: whoever has the lock on the folder is the node, so none
/// runs out, and nobody would be there to end it.
/// </summary>
internal sealed class SqliteNodeStore(SqliteDatabase database, TimeProvider time) : INodeStore
{
    // The last life, and those before it. Replaced whole; only the node's own loop writes.
    private volatile Life[] _lives = [];

    public Task RegisterAsync(NodeRegistration node, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        _lives = [.. _lives.Select(life => life with { IsOver = true }), new Life(node, now, now, false)];
        return Task.CompletedTask;
    }

    public Task<bool> HeartbeatAsync(NodeLease lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        _lives = [.. _lives.Select(life => life.IsOver || life.Node.Lease != lease ? life : life with { HeartbeatAt = now })];
        return Task.FromResult(_lives.Any(life => !life.IsOver && life.Node.Lease == lease));
    }

    public Task<IReadOnlyList<NodeLease>> EndExpiredAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<NodeLease>>([]);

    public Task LeaveAsync(NodeLease lease, CancellationToken cancellationToken)
    {
        _lives = [.. _lives.Select(life => life.Node.Lease == lease ? life with { IsOver = true } : life)];
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<NodeView>> ListAsync(CancellationToken cancellationToken)
    {
        var held = await database.BrowseAsync(
            session => session.Query(
                "nodes.held", row => (Lease: new NodeLease(row.GetString(0), row.GetString(1)), Leased: row.GetInt64(2), Sending: row.GetInt64(3))),
            cancellationToken);
        var counts = held.ToDictionary(row => row.Lease, row => (row.Leased, row.Sending));
        return
        [
            .. _lives
                .Where(life => !life.IsOver || counts.ContainsKey(life.Node.Lease))
                .OrderBy(life => life.Node.Lease.Node, StringComparer.Ordinal).ThenBy(life => life.StartedAt)
                .Select(life => life.View(counts.GetValueOrDefault(life.Node.Lease))),
        ];
    }

    private sealed record Life(NodeRegistration Node, DateTimeOffset StartedAt, DateTimeOffset HeartbeatAt, bool IsOver)
    {
        public NodeView View((long Leased, long Sending) count) => new(
            Node.Lease.Node, Node.Lease.Incarnation, Node.Role, Node.Runtime, Node.Version, StartedAt, HeartbeatAt, !IsOver, count.Leased, count.Sending);
    }
}
