using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Installation;

/// <summary>The installation's own secrets, kept in its store under its encryption keys.</summary>
public static class PlatformSecrets
{
    internal const string FingerprintKey = "fingerprint-key";

    /// <summary>
    /// Takes up the key of all hashes, made at the first start. Opening it is also the check that the configured encryption
    /// keys belong to this store, before anything is written under wrong ones.
    /// </summary>
    /// <exception cref="StoreOpeningException">They do not; says what to do.</exception>
    public static async Task<Fingerprints> OpenAsync(IPlatformStore store, KeyRing keys, CancellationToken cancellationToken)
    {
        Fingerprints.Create(keys, out var made);
        var stored = await store.ReadOrAddValueAsync(FingerprintKey, made, cancellationToken);
        try
        {
            return Fingerprints.Open(keys, stored);
        }
        catch (SealedDataException exception)
        {
            throw new StoreOpeningException(
                $"The configured encryption keys do not fit this store. {exception.Message} " +
                "Start with the keys that the store was made with, or with the store that belongs to these keys.",
                exception);
        }
    }
}
