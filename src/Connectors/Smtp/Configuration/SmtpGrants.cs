using EmailPlatform.Connectors.OAuth;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>How access tokens are come by, told by which members are there.</summary>
internal enum SmtpGrant
{
    ServiceAccount,
    RefreshToken,
    AccessToken,
    ClientCredentials,
}

internal static class SmtpGrants
{
    public static SmtpGrant Of(SmtpAuth auth) => auth switch
    {
        { ServiceClient: not null } or { PrivateKey: not null } => SmtpGrant.ServiceAccount,
        { RefreshToken: not null } => SmtpGrant.RefreshToken,
        { AccessToken: not null } => SmtpGrant.AccessToken,
        _ => SmtpGrant.ClientCredentials,
    };

    /// <summary>For a configuration that was checked.</summary>
    public static OAuthSettings Settings(SmtpAuth auth)
    {
        var url = auth.AccessUrl?.Reveal() ?? OAuthSettings.GoogleAccessUrl;
        DateTimeOffset? ends = auth.Expires is { } expires ? DateTimeOffset.FromUnixTimeMilliseconds(expires) : null;
        return (Of(auth), auth) switch
        {
            (SmtpGrant.ServiceAccount, { ServiceClient: { } client, PrivateKey: { } key }) => new ServiceAccountSettings(
                client, auth.User ?? client, key.Key, key.Passphrase, url, auth.Scope ?? ServiceAccountSettings.GmailScope),
            (SmtpGrant.RefreshToken, { ClientId: { } client, RefreshToken: { } refresh }) => new RefreshTokenSettings(
                client, auth.ClientSecret, refresh, url, auth.AccessToken, ends),
            (SmtpGrant.AccessToken, { AccessToken: { } token }) => new StaticTokenSettings(token, ends),
            (SmtpGrant.ClientCredentials, { ClientId: { } client, ClientSecret: { } secret }) => new ClientCredentialsSettings(client, secret, url, auth.Scope),
            _ => throw new InvalidOperationException("This configuration was never checked."),
        };
    }
}
