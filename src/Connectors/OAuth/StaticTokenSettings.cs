namespace EmailPlatform.Connectors.OAuth;

/// <summary>A token made elsewhere; nothing here can renew it.</summary>
public sealed record StaticTokenSettings(Secret AccessToken, DateTimeOffset? ExpiresAt = null) : OAuthSettings
{
    internal override IEnumerable<Secret?> Secrets => [AccessToken];
}
