namespace EmailPlatform.TestKit.Peers;

/// <summary>How a <see cref="PostgresServer"/> is set up.</summary>
/// <param name="IsDurable">Whether a commit reaches the disk. Off it is several times faster, and a kill of the server may lose everything.</param>
/// <param name="MaxConnections">How many clients it takes at once.</param>
/// <param name="Settings">Further settings, <c>name = value</c> each; a later one replaces an earlier one.</param>
public sealed record PostgresSetup(bool IsDurable = false, int MaxConnections = 200, params IReadOnlyList<string> Settings);
