using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Platform.Nodes;

/// <summary>A node as it enters itself at its start.</summary>
/// <param name="Lease">Its name and the life that begins.</param>
/// <param name="Role"><c>all</c>: it accepts and sends.</param>
/// <param name="Runtime"><c>direct</c> or <c>orleans</c>; all nodes on one store run the same.</param>
/// <param name="Version">Of the program.</param>
public sealed record NodeRegistration(NodeLease Lease, string Role, string Runtime, string Version);
