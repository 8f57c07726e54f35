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

    // What the issuer gave and no vault has yet. The refresh token before it may be spent, so this one must not be forgotten.
    private TokenState? _unwritten;

    public async Task<TokenResult> RunAsync(Secret? rejected, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (await TryAsync(rejected, cancellationToken) is { } result)
                {
                    return result;
                }
            }
            catch (TokenVaultException) when (_unwritten is null)
            {
                return new TokenFailure(FaultScope.Platform, "oauth_vault_unavailable", "The platform's store of access tokens cannot be reached.");
            }
            catch (TokenVaultException)
            {
                // What we hold is written in one of the next rounds.
            }

            if (time.GetElapsedTime(started) >= Patience)
            {
                return _unwritten is null
                    ? new TokenFailure(FaultScope.Platform, "oauth_renewal_busy", "Another node is still renewing the access token.")
                    : new TokenFailure(FaultScope.Platform, "oauth_renewal_lost", "The renewed access token could not be stored yet.");
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    /// <summary>Null when it is too early to tell.</summary>
    private async Task<TokenResult?> TryAsync(Secret? rejected, CancellationToken cancellationToken)
    {
        if (Settle(await vault.ReadAsync(cancellationToken), rejected) is { } kept)
        {
            return kept;
        }

        var lease = await vault.TryLeaseAsync(LeaseTime, cancellationToken);
        if (lease is null)
        {
            return null;
        }

        try
        {
            return await RenewAsync(lease, rejected, cancellationToken);
        }
        finally
        {
            await ReleaseAsync(lease);
        }
    }

    private async Task<TokenResult?> RenewAsync(ITokenLease lease, Secret? rejected, CancellationToken cancellationToken)
    {
        // The node that had the lease before may have finished between our first look and now.
        var before = await vault.ReadAsync(cancellationToken);
        if (Settle(before, rejected) is { } kept)
        {
            return kept;
        }

        var isFresh = _unwritten is null;
        if (isFresh)
        {
            var refreshToken = before?.RefreshToken ?? (settings as RefreshTokenSettings)?.RefreshToken;
            var answer = await endpoint.AskAsync(settings, refreshToken, cancellationToken);
            if (answer is not IssuedToken issued)
            {
                return answer;
            }

            _unwritten = new TokenState(issued.AccessToken, issued.ExpiresAt, issued.RefreshToken ?? refreshToken, (before?.Version ?? 0) + 1);
        }

        // Not written: the lease ran out under us.
        var state = _unwritten;
        if (state is null || !await lease.WriteAsync(state, cancellationToken))
        {
            return null;
        }

        _unwritten = null;

        // What was held for a while may have ended meanwhile; what the issuer gave just now is the best that it has.
        return isFresh ? new TokenObtained(state.AccessToken, state.ExpiresAt) : Usable(state, rejected);
    }

    /// <summary>What is stored serves, unless we hold what comes after it; what others have stored since takes the place of ours.</summary>
    private TokenObtained? Settle(TokenState? stored, Secret? rejected)
    {
        if (stored?.Version >= _unwritten?.Version)
        {
            _unwritten = null;
        }

        return _unwritten is null ? Usable(stored, rejected) : null;
    }

    private static async ValueTask ReleaseAsync(ITokenLease lease)
    {
        try
        {
            await lease.DisposeAsync();
        }
        catch (TokenVaultException)
        {
            // It runs out by itself, and what was done under it stands.
        }
    }

    private TokenObtained? Usable(TokenState? state, Secret? rejected) =>
        state is not null && TokenLife.IsUsable(state.AccessToken, state.ExpiresAt, rejected, time.GetUtcNow())
            ? new TokenObtained(state.AccessToken, state.ExpiresAt)
            : null;
}
