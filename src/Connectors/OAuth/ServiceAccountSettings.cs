namespace EmailPlatform.Connectors.OAuth;

/// <summary>RFC 7523: a signed assertion in the name of a user, as Google Workspace's domain-wide delegation has it.</summary>
/// <param name="ServiceClient">The service account: <c>iss</c>.</param>
/// <param name="User">The mailbox it acts for: <c>sub</c>.</param>
/// <param name="PrivateKey">An RSA key as PEM; <c>\n</c> in so many words is read as a line break.</param>
/// <param name="Passphrase">For an encrypted PEM.</param>
/// <param name="AccessUrl">Where the assertion goes: <c>aud</c>.</param>
/// <param name="Scope">The default lets Gmail send over SMTP.</param>
public sealed record ServiceAccountSettings(
    string ServiceClient,
    string User,
    Secret PrivateKey,
    Secret? Passphrase = null,
    string AccessUrl = OAuthSettings.GoogleAccessUrl,
    string Scope = ServiceAccountSettings.GmailScope) : OAuthSettings
{
    public const string GmailScope = "https://mail.google.com/";

    internal override IEnumerable<Secret?> Secrets => [PrivateKey, Passphrase];
}
