using System.Security.Cryptography;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>Which of the offered mechanisms is used.</summary>
internal static class MechanismChoice
{
    private const int NonceBytes = 18;

    // PLAIN first where the server has proved who it is: it works whatever way passwords are stored there, in one round trip.
    private static readonly string[] ToProvenServer = ["PLAIN", "LOGIN", "SCRAM-SHA-256", "CRAM-MD5"];

    // Else the password itself goes out only when there is no other way.
    private static readonly string[] ToAnyServer = ["SCRAM-SHA-256", "CRAM-MD5", "PLAIN", "LOGIN"];

    // XOAUTH2 is what providers document; Exchange Online has nothing else.
    private static readonly string[] ForTokens = ["XOAUTH2", "OAUTHBEARER"];

    /// <summary>The name of the mechanism, or <c>null</c> when none of ours was offered.</summary>
    public static string? Choose(SmtpCredentials credentials, IReadOnlyList<string> offered, bool serverIsProven)
    {
        var wanted = credentials switch
        {
            PasswordCredentials => serverIsProven ? ToProvenServer : ToAnyServer,
            OAuthCredentials => ForTokens,
            _ => throw new InvalidOperationException($"No mechanism is known for {credentials.GetType().Name}."),
        };
        return Array.Find(wanted, name => offered.Contains(name, StringComparer.Ordinal));
    }

    public static SaslMechanism Create(string name, PasswordCredentials credentials, ScramKeys keys) => name switch
    {
        "PLAIN" => new PlainMechanism(credentials.User, credentials.Password),
        "LOGIN" => new LoginMechanism(credentials.User, credentials.Password),
        "CRAM-MD5" => new CramMd5Mechanism(credentials.User, credentials.Password),
        "SCRAM-SHA-256" => new ScramSha256Mechanism(
            credentials.User, keys, Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes))),
        _ => throw new InvalidOperationException($"{name} is no password mechanism of ours."),
    };

    public static SaslMechanism Create(string name, string user, Secret token, string host, int port) =>
        name == "OAUTHBEARER" ? new OAuthBearerMechanism(user, token, host, port) : new XOAuth2Mechanism(user, token);
}
