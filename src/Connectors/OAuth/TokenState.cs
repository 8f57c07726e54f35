namespace EmailPlatform.Connectors.OAuth;

/// <summary>What is kept of a grant, encrypted, outside the revisions that use it.</summary>
/// <param name="AccessToken">The newest access token.</param>
/// <param name="ExpiresAt">When it ends; null when the issuer did not say.</param>
/// <param name="RefreshToken">The refresh token that the issuer expects next; null for grants without one.</param>
/// <param name="Version">1 for the first state of a grant, then one more with each write.</param>
public sealed record TokenState(Secret AccessToken, DateTimeOffset? ExpiresAt, Secret? RefreshToken, long Version);
