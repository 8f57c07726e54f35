namespace EmailPlatform.Platform.Messages;

/// <summary>Who holds a row: a node, and which of its lives. Only the node has an expiry; a row merely names it.</summary>
/// <param name="Node">The node's name, the same after a restart.</param>
/// <param name="Incarnation">New at every start, and when the store has ended the one before.</param>
public sealed record NodeLease(string Node, string Incarnation);
