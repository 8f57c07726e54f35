namespace EmailPlatform.Platform.Nodes;

/// <summary>A node as operators see it.</summary>
/// <param name="StartedAt">When this life began, by the store's clock.</param>
/// <param name="HeartbeatAt">When it last said that it is there, by the store's clock.</param>
/// <param name="IsAlive">Whether its lease holds: <c>false</c> for one that ended, or ran out, while rows may still name it.</param>
/// <param name="Leased">Messages that it holds, those being sent included.</param>
/// <param name="Sending">Messages with an attempt under way.</param>
public sealed record NodeView(
    string Name,
    string Incarnation,
    string Role,
    string Runtime,
    string Version,
    DateTimeOffset StartedAt,
    DateTimeOffset HeartbeatAt,
    bool IsAlive,
    long Leased,
    long Sending);
