using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>Makes token sources; one per process.</summary>
public sealed class OAuthClient
{
    private readonly TokenEndpoint _endpoint;
    private readonly TimeProvider _time;

    /// <param name="http">Guarded, because tenants name the URLs: <see cref="GuardedHttp.Client"/>.</param>
    /// <param name="options">Tells which URLs may be plain http.</param>
    /// <param name="time">Decides about expiry.</param>
    public OAuthClient(HttpMessageInvoker http, NetworkOptions options, TimeProvider time)
    {
        _endpoint = new TokenEndpoint(http, options, time);
        _time = time;
    }

    /// <summary>A source for one revision; keep it as long as the revision's compiled connector, because it caches.</summary>
    /// <param name="settings">The grant.</param>
    /// <param name="vaults">Where a rotated refresh token survives; only the refresh grant uses it. Null keeps it in memory.</param>
    public TokenSource CreateSource(OAuthSettings settings, ITokenVaults? vaults = null) =>
        // The other grants can ask again at any time from any node: nothing to share, nothing to lose.
        CreateSource(settings, settings is RefreshTokenSettings refresh && vaults is not null ? vaults.Open(refresh.Grant()) : new MemoryTokenVault(_time));

    internal TokenSource CreateSource(OAuthSettings settings, ITokenVault vault) =>
        new(settings, new TokenRenewal(settings, _endpoint, vault, _time), _time);
}
