using EmailPlatform.Platform.Nodes;

namespace EmailPlatform.Server.Nodes;

/// <summary>A node in one of its lives.</summary>
/// <param name="Incarnation">Tells this life from others of the same name.</param>
/// <param name="Role"><c>all</c>: it accepts and sends.</param>
/// <param name="Runtime"><c>direct</c>.</param>
/// <param name="Leased">Messages that it holds, those being sent included.</param>
/// <param name="Sending">Messages with an attempt under way.</param>
internal sealed record NodeResponse(
    string Name,
    string Incarnation,
    string Role,
    string Runtime,
    string Version,
    DateTimeOffset StartedAt,
    DateTimeOffset LastHeartbeatAt,
    NodeState State,
    long Leased,
    long Sending)
{
    public static NodeResponse Of(NodeView node) => new(
        node.Name,
        node.Incarnation,
        node.Role,
        node.Runtime,
        node.Version,
        node.StartedAt,
        node.HeartbeatAt,
        node.IsAlive ? NodeState.Alive : NodeState.Gone,
        node.Leased,
        node.Sending);
}
