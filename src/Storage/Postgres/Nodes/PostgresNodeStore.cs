using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Nodes;

/// <summary>The lives of nodes as rows, on connections that mail does not use: a heart beats however much there is to send.</summary>
internal sealed class PostgresNodeStore(PostgresDatabase database, TimeProvider time) : INodeStore
{
    /// <summary>Three beats: a process that lives has connections again in that time.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    /// <summary>How long a process may believe in its lease after it was heard of.</summary>
    private static readonly TimeSpan Believed = INodeStore.LeaseDuration - NodeLife.Reserve;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromHours(1);

    public async Task RegisterAsync(NodeRegistration node, CancellationToken cancellationToken)
    {
        Heard? first = null;
        while (await database.KeepAsync(session => TryRegisterAsync(session, node), cancellationToken) is { } other)
        {
            first ??= other;
            if (other.Incarnation != first.Incarnation || other.At > first.At)
            {
                throw new StoreOpeningException(
                    $"Another process on this database is node '{node.Lease.Node}' and is running. Stop it, or give each node a name of its own with --node NAME (EmailPlatform__Node).");
            }

            // Killed a moment ago, or alive: it is heard of again, or not.
            await Task.Delay(LookAgain, time, cancellationToken);
        }
    }

    public Task<bool> HeartbeatAsync(NodeLease lease, CancellationToken cancellationToken) => database.KeepAsync(
        async session => await session.ExecuteAsync(
            "nodes.prolong", ("name", lease.Node), ("incarnation", lease.Incarnation), ("lease", INodeStore.LeaseDuration)) == 1,
        cancellationToken);

    public Task<IReadOnlyList<NodeLease>> EndExpiredAsync(CancellationToken cancellationToken) => database.KeepAsync<IReadOnlyList<NodeLease>>(
        async session =>
        {
            await session.ExecuteAsync("nodes.forget", ("after", ForgetAfter));
            return await EndAsync(session, "nodes.end_expired", ("lease", INodeStore.LeaseDuration));
        },
        cancellationToken);

    public Task LeaveAsync(NodeLease lease, CancellationToken cancellationToken) => database.KeepAsync(
        session => session.ExecuteAsync("nodes.leave", ("name", lease.Node), ("incarnation", lease.Incarnation)), cancellationToken);

    public async Task<IReadOnlyList<NodeView>> ListAsync(CancellationToken cancellationToken) => await database.BrowseAsync(
        session => session.QueryAsync(
            "nodes.list",
            row => new NodeView(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.Time(5),
                row.Time(6),
                row.GetBoolean(7),
                row.GetInt64(8),
                row.GetInt64(9)),
            ("lease", INodeStore.LeaseDuration)),
        cancellationToken);

    /// <returns>The life that has the name and may still be there; <c>null</c> when ours has begun.</returns>
    private async Task<Heard?> TryRegisterAsync(PostgresSession session, NodeRegistration node)
    {
        var (name, runtime) = (("name", (object?)node.Lease.Node), ("runtime", (object?)node.Runtime));
        var lease = ("lease", (object?)INodeStore.LeaseDuration);
        await session.ExecuteAsync("nodes.take_turn");
        var other = await session.FirstAsync("nodes.of_other_runtime", row => $"Node '{row.GetString(0)}' (version {row.GetString(2)}) runs the {row.GetString(1)} runtime", name, runtime, lease);
        if (other is not null)
        {
            throw new StoreOpeningException(
                $"{other} on this database, and this node would run {node.Runtime}: all nodes run the same. Stop the others first (one that was killed counts for {INodeStore.LeaseDuration.TotalSeconds:0} seconds), or start this one with their runtime.");
        }

        if (await session.FirstAsync("nodes.still_there", row => new Heard(row.GetString(0), row.Time(1)), name, ("quiet", Quiet), ("believed", Believed)) is { } heard)
        {
            return heard;
        }

        await EndAsync(session, "nodes.end_of_name", name);
        await session.ExecuteAsync("nodes.add", name, ("incarnation", node.Lease.Incarnation), ("role", node.Role), runtime, ("version", node.Version), ("session", database.Session), lease);
        return null;
    }

    /// <summary>Ends lives, and with them what their processes have begun here and not ended: frozen ones cannot do it.</summary>
    private async Task<List<NodeLease>> EndAsync(PostgresSession session, string statement, (string Name, object? Value) value)
    {
        var ended = await session.QueryAsync(
            statement, row => (Lease: new NodeLease(row.GetString(0), row.GetString(1)), Session: row.GetString(2)), value);
        var others = ended.Select(life => life.Session).Where(other => other != database.Session).ToArray();
        if (others.Length > 0)
        {
            await session.FirstNumberAsync("nodes.disconnect", ("sessions", others));
        }

        return ended.ConvertAll(life => life.Lease);
    }

    private sealed record Heard(string Incarnation, DateTimeOffset At);
}
