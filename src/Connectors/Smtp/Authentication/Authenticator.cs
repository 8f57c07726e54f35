using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Connectors.Smtp.Protocol;
using EmailPlatform.Connectors.Smtp.Replies;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>Proves to a server who we are, or says why that did not work.</summary>
internal sealed class Authenticator(SmtpCredentials credentials, string host, int port)
{
    // Made twice by two connections at once, one of them wins; no harm done.
    private ScramKeys? _keys;

    /// <param name="serverIsProven">TLS with a verified certificate protects what is said.</param>
    /// <param name="rejected">The access token that the server has just refused.</param>
    public async ValueTask<Authenticated> RunAsync(
        SmtpWire wire, SmtpCapabilities capabilities, bool serverIsProven, Secret? rejected, CancellationToken cancellationToken)
    {
        var name = MechanismChoice.Choose(credentials, capabilities.Mechanisms, serverIsProven);
        if (name is null)
        {
            return new Authenticated(NotOffered(capabilities));
        }

        if (credentials is PasswordCredentials password)
        {
            return await RunAsync(wire, MechanismChoice.Create(name, password, _keys ??= new ScramKeys(password.Password)), token: null);
        }

        // The issuer has bounds of its own; the server's must not run out meanwhile.
        wire.Deadline.Restart(TimeSpan.Zero);
        var oauth = (OAuthCredentials)credentials;
        var result = await oauth.Tokens.GetAsync(rejected, cancellationToken);
        if (result is not TokenObtained obtained)
        {
            return new Authenticated(((TokenFailure)result).ToOutcome());
        }

        return await RunAsync(wire, MechanismChoice.Create(name, oauth.User, obtained.AccessToken, host, port), obtained.AccessToken);
    }

    /// <summary>Has a refused access token replaced; the reason why that cannot be, or <c>null</c>.</summary>
    public async ValueTask<Outcome?> RenewAsync(Secret rejected, CancellationToken cancellationToken)
    {
        var result = credentials is OAuthCredentials oauth ? await oauth.Tokens.GetAsync(rejected, cancellationToken) : null;
        return (result as TokenFailure)?.ToOutcome();
    }

    private static async ValueTask<Authenticated> RunAsync(SmtpWire wire, SaslMechanism mechanism, Secret? token)
    {
        var said = new SaidProof();
        said.Add(token?.Reveal() ?? "");
        var reply = await SaslExchange.RunAsync(wire, mechanism, said);
        var words = said.Clean(reply.ReadText());
        if (reply.Code == 235)
        {
            return mechanism.IsServerProven
                ? new Authenticated(null, $"{mechanism.Name}: {words}")
                : new Authenticated(Outcome.Deferred(
                    FaultScope.Connector,
                    "auth_server_not_proven",
                    words,
                    hint: "The server let us in without proving that it knows the password: check host, and that nobody stands in between."));
        }

        var outcome = ReplyJudge.Judge(SmtpStep.Auth, reply) with
        {
            Reply = mechanism.ServerDetail is { } detail ? $"{words} ({said.Clean(detail)})" : words,
        };

        return new Authenticated(outcome, RejectedToken: reply.IsTransient ? null : token);
    }

    private Outcome NotOffered(SmtpCapabilities capabilities)
    {
        if (capabilities.Mechanisms.Count == 0)
        {
            return Outcome.Deferred(
                FaultScope.Connector,
                "auth_not_offered",
                "Credentials are configured, but the server offers no AUTH.",
                hint: "Use the port for submission (587, or 465 with secure), or leave the credentials away if the server lets this platform in without.");
        }

        var wanted = credentials is OAuthCredentials ? "OAuth2" : "a password";
        return Outcome.Deferred(
            FaultScope.Connector,
            "auth_mechanism_not_offered",
            $"The server offers AUTH {string.Join(' ', capabilities.Mechanisms)}; none of these works with {wanted}.",
            hint: "Choose the kind of authentication that the server offers.");
    }
}
