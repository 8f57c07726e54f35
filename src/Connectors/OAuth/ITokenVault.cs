namespace EmailPlatform.Connectors.OAuth;

/// <summary>
/// The tokens of one grant, shared by all who have it, on all nodes. An issuer that rotates refresh tokens takes two uses of the same one
/// for theft and revokes both, so whoever asks the issuer holds the lease. All members, those of the lease too, throw
/// <see cref="TokenVaultException"/> when the tokens cannot be reached.
/// </summary>
public interface ITokenVault
{
    /// <summary>The newest state, or null when none was ever written.</summary>
    ValueTask<TokenState?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The right to ask the issuer, for at most the given time; null when another node has it.</summary>
    ValueTask<ITokenLease?> TryLeaseAsync(TimeSpan duration, CancellationToken cancellationToken);
}
