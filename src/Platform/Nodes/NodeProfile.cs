namespace EmailPlatform.Platform.Nodes;

/// <summary>What this node is, the same in all of its lives.</summary>
/// <param name="Name">Its own among the nodes of a store, and the same after a restart: a restarted node takes its rows back at once.</param>
/// <param name="Role"><c>all</c>: it accepts and sends.</param>
/// <param name="Runtime"><c>direct</c> or <c>orleans</c>.</param>
/// <param name="Version">Of the program.</param>
public sealed record NodeProfile(string Name, string Role, string Runtime, string Version);
