using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Smtp.Configuration;

internal enum SmtpAuthType
{
    [JsonStringEnumMemberName("login")]
    Login,

    [JsonStringEnumMemberName("oauth2")]
    OAuth2,
}

/// <summary>One record for every way to authenticate, as one object has them all in the configurations that exist.</summary>
internal sealed record SmtpAuth(
    [Description("login for user and password, oauth2 for tokens; what is given decides when absent.")] SmtpAuthType? Type = null,
    [Description("The user name; with OAuth2 the mailbox that mail is sent from.")] string? User = null,
    [BoundToServer] Secret? Pass = null,
    [Description("Of the application that is registered at the issuer.")] string? ClientId = null,
    [BoundToTokenIssuer] Secret? ClientSecret = null,
    [BoundToTokenIssuer] Secret? RefreshToken = null,
    [BoundToServer] Secret? AccessToken = null,
    [Description("When the access token ends, in milliseconds since 1970.")] long? Expires = null,
    [Description("Where tokens are got; Google's when absent.")] SecretUrl? AccessUrl = null,
    [Description("What is asked for with client credentials or a service account.")] string? Scope = null,
    [Description("The service account: its client id or address.")] string? ServiceClient = null,
    [Description("The service account's RSA key as PEM.")] SmtpServiceKey? PrivateKey = null);
