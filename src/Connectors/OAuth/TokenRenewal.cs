namespace EmailPlatform.Connectors.OAuth;

/// <summary>
/// One renewal, in the only safe order: take the lease, read again, ask the issuer, store what it answered, use it.
/// </summary>
internal sealed class TokenRenewal(OAuthSettings settings, TokenEndpoint endpoint, ITokenVault vault, TimeProvider time)
{
    // Well over the bound on a request, so that the answer is stored while the lease still holds.
    private static readonly TimeSpan LeaseTime = TokenEndpoint.Timeout + TimeSpan.FromSeconds(25);

    // Another node's renewal takes as long as its issuer; looking in now and then is enough.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TokenEndpoint.Timeout + TimeSpan.FromSeconds(5);

    public async Task<TokenResult> RunAsync(Secret? rejected, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (Usable(await vault.ReadAsync(cancellationToken), rejected) is { } kept)
            {
                return kept;
            }

            await using var lease = await vault.TryLeaseAsync(LeaseTime, cancellationToken);
            if (lease is not null)
            {
                return await RenewAsync(lease, rejected, cancellationToken);
            }

            if (time.GetElapsedTime(started) >= Patience)
            {
                return new TokenFailure(FaultScope.Platform, "oauth_renewal_busy", "Another node is still renewing the access token.");
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private async Task<TokenResult> RenewAsync(ITokenLease lease, Secret? rejected, CancellationToken cancellationToken)
    {
        // The node that had the lease before may have finished between our first look and now.
        var before = await vault.ReadAsync(cancellationToken);
        if (Usable(before, rejected) is { } kept)
        {
            return kept;
        }

        var refreshToken = before?.RefreshToken ?? (settings as RefreshTokenSettings)?.RefreshToken;
        var answer = await endpoint.AskAsync(settings, refreshToken, cancellationToken);
        if (answer is not IssuedToken issued)
        {
            return answer;
        }

        var state = new TokenState(issued.AccessToken, issued.ExpiresAt, issued.RefreshToken ?? refreshToken, (before?.Version ?? 0) + 1);
        if (await lease.WriteAsync(state, cancellationToken))
        {
            return new TokenObtained(state.AccessToken, state.ExpiresAt);
        }

        // The lease ran out under us, and somebody else has renewed meanwhile; theirs is what every node uses.
        return Usable(await vault.ReadAsync(cancellationToken), rejected)
            ?? (TokenResult)new TokenFailure(FaultScope.Platform, "oauth_renewal_lost", "The renewed access token could not be stored in time.");
    }

    private TokenObtained? Usable(TokenState? state, Secret? rejected) =>
        state is not null && TokenLife.IsUsable(state.AccessToken, state.ExpiresAt, rejected, time.GetUtcNow())
            ? new TokenObtained(state.AccessToken, state.ExpiresAt)
            : null;
}
