namespace EmailPlatform.Connectors.OAuth;

/// <summary>The form that a grant posts, with what must not show up in the answer again.</summary>
internal sealed record TokenForm(string Url, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public Secret? Assertion { get; private init; }

    public TokenFailure? Failure { get; private init; }

    public static TokenForm Build(OAuthSettings settings, Secret? refreshToken, DateTimeOffset now) => settings switch
    {
        RefreshTokenSettings refresh => Of(
            refresh.AccessUrl,
            ("grant_type", "refresh_token"),
            ("client_id", refresh.ClientId),
            ("client_secret", refresh.ClientSecret?.Reveal()),
            ("refresh_token", (refreshToken ?? refresh.RefreshToken).Reveal())),
        ClientCredentialsSettings client => Of(
            client.AccessUrl,
            ("grant_type", "client_credentials"),
            ("client_id", client.ClientId),
            ("client_secret", client.ClientSecret.Reveal()),
            ("scope", client.Scope)),
        ServiceAccountSettings account => ForServiceAccount(account, now),
        _ => throw new ArgumentException($"{settings.GetType().Name} asks nobody for tokens.", nameof(settings)),
    };

    private static TokenForm ForServiceAccount(ServiceAccountSettings account, DateTimeOffset now)
    {
        if (ServiceAccountAssertion.Sign(account, now) is not { } assertion)
        {
            var failure = new TokenFailure(
                FaultScope.Connector,
                "oauth_private_key_invalid",
                "The service account's private key cannot be read.",
                "Paste the whole RSA key as PEM, with its first and last line, and the passphrase if it is encrypted.");

            return new TokenForm(account.AccessUrl, []) { Failure = failure };
        }

        return Of(account.AccessUrl, ("grant_type", JwtBearer), ("assertion", assertion)) with { Assertion = new Secret(assertion) };
    }

    private static TokenForm Of(string url, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var present = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in fields)
        {
            if (!string.IsNullOrEmpty(value))
            {
                present.Add(new(name, value));
            }
        }

        return new TokenForm(url, present);
    }
}
