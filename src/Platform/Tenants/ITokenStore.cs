namespace EmailPlatform.Platform.Tenants;

/// <summary>
/// Where rotated OAuth tokens live, one row per tenant and grant: the hash of what a configuration gives (issuer, client,
/// first refresh token). Retiring the last revision that gives the grant, and deleting the tenant, remove the row.
/// </summary>
public interface ITokenStore
{
    Task<StoredToken?> ReadAsync(TenantId tenant, string grant, CancellationToken cancellationToken);

    /// <summary>
    /// The right to renew, for one holder at a time: taken when nobody has it or the last holder's has run out at
    /// <paramref name="now"/>; <c>false</c> when another has it, or the tenant is deleted. Makes the row where there is none.
    /// </summary>
    /// <param name="revision">The revision that wants it; <c>false</c> once it is retired, so that no node brings back what was destroyed. <c>null</c> for a configuration that is not stored.</param>
    /// <param name="holder">New for every try, so that a lease that ran out never fits again.</param>
    Task<bool> TryLeaseAsync(TenantId tenant, string grant, int? revision, string holder, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Writes on the condition that the holder's lease has not run out and the stored version (0: none) is the one before; <c>false</c> when not, and then nothing is written.</summary>
    Task<bool> TryWriteAsync(TenantId tenant, string grant, string holder, DateTimeOffset now, StoredToken token, CancellationToken cancellationToken);

    /// <summary>Gives the lease back, if it is still this holder's.</summary>
    Task ReleaseAsync(TenantId tenant, string grant, string holder, CancellationToken cancellationToken);
}
