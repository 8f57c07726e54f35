namespace EmailPlatform.Connectors.OAuth;

/// <summary>RFC 6749, section 4.4: the application itself, as Exchange Online has it for app-only SMTP.</summary>
public sealed record ClientCredentialsSettings(string ClientId, Secret ClientSecret, string AccessUrl, string? Scope = null)
    : OAuthSettings
{
    internal override IEnumerable<Secret?> Secrets => [ClientSecret];
}
