using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Revisions;

/// <summary>The OAuth tokens of one grant, sealed, in the store that all nodes share.</summary>
internal sealed class GrantTokens(ITokenStore store, KeyRing keys, TimeProvider time, TenantId tenant, string grant, int? revision) : ITokenVault
{
    private readonly string _context = SealedContext.Token(tenant, grant);

    public async ValueTask<TokenState?> ReadAsync(CancellationToken cancellationToken) => await TryAsync(OpenAsync(cancellationToken));

    public async ValueTask<ITokenLease?> TryLeaseAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var holder = Guid.CreateVersion7(now).ToString("N");
        var isOurs = await TryAsync(store.TryLeaseAsync(tenant, grant, revision, holder, now, duration, cancellationToken));
        return isOurs ? new Lease(this, holder) : null;
    }

    // A connector knows nothing of stores: to it this is a vault that is out of reach, and a reason to defer.
    private static async Task<T> TryAsync<T>(Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (Exception exception) when (exception is StoreUnavailableException or SealedDataException or JsonException)
        {
            throw new TokenVaultException("The stored tokens cannot be reached.", exception);
        }
    }

    private async Task<TokenState?> OpenAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(tenant, grant, cancellationToken);
        if (stored is null)
        {
            return null;
        }

        var tokens = JsonSerializer.Deserialize(keys.Open(stored.SealedState, _context), RevisionsJson.Default.KeptTokens)
            ?? throw new JsonException("Stored tokens are an object.");
        return new TokenState(
            new Secret(tokens.AccessToken), tokens.ExpiresAt, tokens.RefreshToken is null ? null : new Secret(tokens.RefreshToken), stored.Version);
    }

    private Task<bool> WriteAsync(string holder, TokenState state, CancellationToken cancellationToken)
    {
        var kept = new KeptTokens(state.AccessToken.Reveal(), state.ExpiresAt, state.RefreshToken?.Reveal());
        var data = keys.Seal(JsonSerializer.SerializeToUtf8Bytes(kept, RevisionsJson.Default.KeptTokens), _context);
        return store.TryWriteAsync(tenant, grant, holder, time.GetUtcNow(), new StoredToken(state.Version, data), cancellationToken);
    }

    private sealed class Lease(GrantTokens tokens, string holder) : ITokenLease
    {
        public async ValueTask<bool> WriteAsync(TokenState state, CancellationToken cancellationToken) =>
            await TryAsync(tokens.WriteAsync(holder, state, cancellationToken));

        // Whoever renewed gives the lease back even when its caller has gone: others wait for it.
        public async ValueTask DisposeAsync() => await TryAsync(tokens.ReleaseAsync(holder));
    }

    private async Task<bool> ReleaseAsync(string holder)
    {
        await store.ReleaseAsync(tenant, grant, holder, CancellationToken.None);
        return true;
    }
}
