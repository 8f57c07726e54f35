namespace EmailPlatform.Connectors.OAuth;

/// <summary>
/// The access token of one connector revision. Renewing runs once for all who wait, and on its own:
/// a caller that gives up must not take a rotated refresh token with it before it is stored.
/// </summary>
public sealed class TokenSource
{
    private readonly OAuthSettings _settings;
    private readonly TokenRenewal _renewal;
    private readonly TimeProvider _time;

    private TokenObtained? _current;
    private Lazy<Task<TokenResult>>? _flight;

    internal TokenSource(OAuthSettings settings, TokenRenewal renewal, TimeProvider time)
    {
        _settings = settings;
        _renewal = renewal;
        _time = time;
        _current = settings is RefreshTokenSettings { AccessToken: { } given, ExpiresAt: var until }
            ? new TokenObtained(given, until)
            : null;
    }

    /// <summary>
    /// A token that is good for a while yet. What an issuer answers is a <see cref="TokenFailure"/>, and so is a vault that
    /// does not work; the exception is cancellation.
    /// </summary>
    /// <param name="rejected">
    /// The token that the mail server has just refused, or null. Any other token that is there is returned,
    /// so a hundred connections with the same refused token cause one renewal.
    /// </param>
    /// <param name="cancellationToken">Ends the wait, not the renewal.</param>
    public async ValueTask<TokenResult> GetAsync(Secret? rejected, CancellationToken cancellationToken)
    {
        if (_settings is StaticTokenSettings fixedToken)
        {
            return FromStatic(fixedToken, rejected);
        }

        while (true)
        {
            var current = Volatile.Read(ref _current);
            if (current is not null && TokenLife.IsUsable(current.AccessToken, current.ExpiresAt, rejected, _time.GetUtcNow()))
            {
                return current;
            }

            var (flight, isMine) = Join(rejected);
            var result = await flight.WaitAsync(cancellationToken);

            // A renewal that somebody else began may have come to the very token that this caller saw refused.
            // When its own does, the issuer has no other, and asking again would only go round.
            if (isMine || result is not TokenObtained obtained || !obtained.AccessToken.Equals(rejected))
            {
                return result;
            }
        }
    }

    private TokenResult FromStatic(StaticTokenSettings settings, Secret? rejected)
    {
        if (settings.AccessToken.Equals(rejected))
        {
            return new TokenFailure(
                FaultScope.Connector,
                "oauth_token_rejected",
                "The mail server refused the access token, and there is nothing to renew it with.",
                "Enter a new access token, or a refresh token.");
        }

        return settings.ExpiresAt <= _time.GetUtcNow()
            ? new TokenFailure(
                FaultScope.Connector,
                "oauth_token_expired",
                "The access token has expired, and there is nothing to renew it with.",
                "Enter a new access token, or a refresh token.")
            : new TokenObtained(settings.AccessToken, settings.ExpiresAt);
    }

    private (Task<TokenResult> Flight, bool IsMine) Join(Secret? rejected)
    {
        var mine = new Lazy<Task<TokenResult>>(() => FlyAsync(rejected));
        var flying = Interlocked.CompareExchange(ref _flight, mine, null);

        return ((flying ?? mine).Value, flying is null);
    }

    private async Task<TokenResult> FlyAsync(Secret? rejected)
    {
        try
        {
            var result = await _renewal.RunAsync(rejected, CancellationToken.None);
            if (result is TokenObtained obtained)
            {
                Volatile.Write(ref _current, obtained);
            }

            return result;
        }
        finally
        {
            Volatile.Write(ref _flight, null);
        }
    }
}
