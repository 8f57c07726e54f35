namespace EmailPlatform.Server.Nodes;

/// <summary>Whether a node's lease holds.</summary>
internal enum NodeState
{
    Alive,

    /// <summary>It ended or ran out; what it held is being taken back.</summary>
    Gone,
}
