using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>Exactly one way to authenticate, with all that it needs.</summary>
internal static class SmtpAuthRules
{
    // The end of the year 9999.
    private const long LastMillisecond = 253_402_300_799_999;

    public static void Check(SmtpAuth? auth, ConfigReport report, ConnectorPermissions permissions)
    {
        if (auth is null)
        {
            return;
        }

        report.Line("auth.user", auth.User);
        report.Url("auth.accessUrl", auth.AccessUrl, permissions);
        if (auth.User is null)
        {
            report.Error("auth.user", "required", auth.Type == SmtpAuthType.OAuth2 ? "Is required: the mailbox that mail is sent from." : "Is required with a password.");
        }

        if (auth.Type == SmtpAuthType.OAuth2)
        {
            OAuth(auth, report);
        }
        else
        {
            Require(report, "pass", auth.Pass, "Is required with a user name.");
            Refuse(report, "Is not used with a password: set type to oauth2, or leave it away.", OAuthMembers(auth));
        }
    }

    private static void OAuth(SmtpAuth auth, ConfigReport report)
    {
        Refuse(report, "Is not used with OAuth2.", ("pass", auth.Pass));
        switch (SmtpGrants.Of(auth))
        {
            case SmtpGrant.ServiceAccount:
                Require(report, "serviceClient", auth.ServiceClient, "Is required with privateKey.");
                Require(report, "privateKey", auth.PrivateKey, "Is required with serviceClient.");
                Refuse(report, "Is not used with a service account.",
                    ("refreshToken", auth.RefreshToken), ("accessToken", auth.AccessToken), ("clientSecret", auth.ClientSecret));
                if (auth.PrivateKey is { } key)
                {
                    report.RsaKey("auth.privateKey.key", key.Key, key.Passphrase);
                }

                break;
            case SmtpGrant.RefreshToken:
                Require(report, "clientId", auth.ClientId, "Is required with a refresh token.");
                break;
            case SmtpGrant.AccessToken:
                report.Warn("auth.accessToken", "token_ends", "Nothing can renew this token: mail stops when it ends.");
                break;
            case SmtpGrant.ClientCredentials:
                Require(report, "clientId", auth.ClientId, "Is required with clientSecret.");
                Require(report, "clientSecret", auth.ClientSecret, "Is required, or a refreshToken, an accessToken or a privateKey.");
                Require(report, "accessUrl", auth.AccessUrl, "Is required with client credentials: the issuer's token URL.");
                break;
            default:
                throw new InvalidOperationException("Every grant has its case.");
        }

        if (auth.Expires is <= 0 or > LastMillisecond)
        {
            report.Error("auth.expires", "out_of_range", "Must be milliseconds since 1970.");
        }
    }

    private static (string, object?)[] OAuthMembers(SmtpAuth auth) =>
    [
        ("clientId", auth.ClientId), ("clientSecret", auth.ClientSecret), ("refreshToken", auth.RefreshToken), ("accessToken", auth.AccessToken),
        ("expires", auth.Expires), ("accessUrl", auth.AccessUrl), ("scope", auth.Scope), ("serviceClient", auth.ServiceClient), ("privateKey", auth.PrivateKey),
    ];

    private static void Require(ConfigReport report, string member, object? value, string message)
    {
        if (value is null)
        {
            report.Error($"auth.{member}", "required", message);
        }
    }

    private static void Refuse(ConfigReport report, string message, params (string Member, object? Value)[] members)
    {
        foreach (var (member, _) in members.Where(member => member.Value is not null))
        {
            report.Error($"auth.{member}", "conflict", message);
        }
    }
}
