namespace EmailPlatform.Connectors.OAuth;

/// <summary>
/// RFC 6749, section 6. The refresh token is the first one; a rotated one is in the <see cref="ITokenVault"/>.
/// An access token given along serves until it expires or is refused.
/// </summary>
public sealed record RefreshTokenSettings(
    string ClientId,
    Secret? ClientSecret,
    Secret RefreshToken,
    string AccessUrl = OAuthSettings.GoogleAccessUrl,
    Secret? AccessToken = null,
    DateTimeOffset? ExpiresAt = null) : OAuthSettings
{
    internal override IEnumerable<Secret?> Secrets => [ClientSecret, RefreshToken, AccessToken];
}
