using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Revisions;

/// <summary>
/// The OAuth tokens of one tenant, by grant. Every revision and every test with the same grant comes to the same state, because
/// an issuer that rotates refresh tokens takes the second use of one for theft, whoever it was.
/// </summary>
/// <param name="revision">Whose configuration this is for; a retired one gets no lease any more. <c>null</c> when it is not stored.</param>
internal sealed class GrantVaults(
    ITokenStore store, KeyRing keys, Fingerprints fingerprints, TimeProvider time, TenantId tenant, int? revision) : ITokenVaults
{
    private const string Purpose = "oauth-grant";

    private readonly List<string> _grants = [];

    /// <summary>The grants opened while the configuration was compiled, hashed under the platform's key.</summary>
    public IReadOnlyList<string> Grants => _grants;

    public ITokenVault Open(ReadOnlySpan<byte> grant)
    {
        var hash = fingerprints.Hash(Purpose, grant);
        if (!_grants.Contains(hash))
        {
            _grants.Add(hash);
        }

        return new GrantTokens(store, keys, time, tenant, hash, revision);
    }
}
