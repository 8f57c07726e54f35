namespace EmailPlatform.Connectors.OAuth;

/// <summary>
/// Where rotated tokens live, by the grant that they came from: whoever has the same grant, be it another revision, a
/// test or another node, shares one lease and one state.
/// </summary>
public interface ITokenVaults
{
    /// <summary>
    /// The vault of a grant. Opened while a configuration is compiled, not later: what is opened then is what is known of the
    /// configuration's grants.
    /// </summary>
    /// <param name="grant">What the configuration gives, issuer and secrets included; kept as a keyed hash only.</param>
    ITokenVault Open(ReadOnlySpan<byte> grant);
}
