using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Installation;

/// <summary>Brings everything that is stored under the current encryption key, while the platform may be running.</summary>
public sealed class Reencryption(IPlatformStore store, KeyRing keys)
{
    // A running platform writes on; a pass that finds nothing means that what is left is being written right now under the current key.
    private const int MostPasses = 10;

    /// <summary>How many values were sealed anew, and how many each key id has now: a key with none can be taken out of the configuration.</summary>
    /// <exception cref="SealedDataException">A value's key is not configured.</exception>
    public async Task<ReencryptionReport> ReencryptAsync(CancellationToken cancellationToken)
    {
        long total = 0;
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var changed = await store.ResealAsync(keys.CurrentKeyId, Reseal, cancellationToken);
            total += changed;
            if (changed == 0)
            {
                break;
            }
        }

        return new ReencryptionReport(total, await store.CountSealedAsync(cancellationToken));
    }

    /// <summary>The fingerprint key is bound to a context of its own.</summary>
    private byte[] Reseal(byte[] data, string context) => context == SealedContext.Value(PlatformSecrets.FingerprintKey)
        ? Fingerprints.Reseal(keys, data)
        : keys.Reseal(data, context);
}
