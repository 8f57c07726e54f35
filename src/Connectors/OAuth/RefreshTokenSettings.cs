using System.Globalization;
using System.Text;

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

    /// <summary>
    /// What makes two configurations the same grant, and so the heirs of one rotated token: the first refresh token (which
    /// stands for its user), the client that it was given to, and the only place that it may go to. The client's secret
    /// and an access token can change without it.
    /// </summary>
    internal byte[] Grant()
    {
        var parts = new[] { "refresh_token", AccessUrl, ClientId, RefreshToken.Reveal() };

        // Each with its length, so that no part can pretend to be the end of the one before.
        return Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}"))));
    }
}
