namespace EmailPlatform.Connectors.Network;

/// <summary>Where a tenant's configuration wants to go. The host is a name or an address, just as it was given.</summary>
public sealed record NetworkTarget(string Host, int Port, NetworkPurpose Purpose);
