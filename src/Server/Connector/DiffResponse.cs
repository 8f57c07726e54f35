using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Connector;

/// <summary>What differs between two revisions; secrets by their fingerprints.</summary>
internal sealed record DiffResponse(int From, int To, IReadOnlyList<ConfigChange> Changes);
