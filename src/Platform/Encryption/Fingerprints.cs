using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Platform.Encryption;

/// <summary>
/// Keyed hashes (HMAC-SHA256) by which values are compared without being kept. Their key is a random value that is made
/// once, at the first start, and stored sealed: the hashes stay comparable when the encryption key is changed.
/// </summary>
public sealed class Fingerprints
{
    private const string Context = "platform/fingerprint-key";
    private const int KeySize = 32;
    private const int FingerprintSize = 8;
    private const int StackLimit = 512;

    private readonly byte[] _key;

    private Fingerprints(byte[] key) => _key = key;

    /// <summary>Makes the key of a new installation; the caller stores <paramref name="sealedKey"/>.</summary>
    public static Fingerprints Create(KeyRing keys, out byte[] sealedKey)
    {
        var key = RandomNumberGenerator.GetBytes(KeySize);
        sealedKey = keys.Seal(key, Context);
        return new Fingerprints(key);
    }

    /// <summary>Takes up the stored key. This is also the check at start that the configured encryption keys are the right ones.</summary>
    /// <exception cref="SealedDataException">The encryption keys do not fit the store, or the value is damaged.</exception>
    public static Fingerprints Open(KeyRing keys, ReadOnlySpan<byte> sealedKey) => new(keys.Open(sealedKey, Context));

    /// <summary>The stored key, sealed again under the current encryption key.</summary>
    /// <exception cref="SealedDataException">As <see cref="Open"/>.</exception>
    public static byte[] Reseal(KeyRing keys, ReadOnlySpan<byte> sealedKey) => keys.Reseal(sealedKey, Context);

    /// <summary>The whole hash, 64 hex digits. Hashes of different purposes never match.</summary>
    /// <param name="purpose">What is compared, for example "config" or "idempotency"; holds no NUL.</param>
    public string Hash(string purpose, ReadOnlySpan<byte> value) => Hex(purpose, value, HMACSHA256.HashSizeInBytes);

    /// <inheritdoc cref="Hash(string, ReadOnlySpan{byte})"/>
    public string Hash(string purpose, string value) => Hash(purpose, Encoding.UTF8.GetBytes(value));

    /// <summary>A short hash to show to people, 16 hex digits.</summary>
    public string Fingerprint(string purpose, ReadOnlySpan<byte> value) => Hex(purpose, value, FingerprintSize);

    /// <inheritdoc cref="Fingerprint(string, ReadOnlySpan{byte})"/>
    public string Fingerprint(string purpose, string value) => Fingerprint(purpose, Encoding.UTF8.GetBytes(value));

    /// <summary>Compares two hashes in a time that does not depend on where they differ.</summary>
    public static bool AreEqual(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private string Hex(string purpose, ReadOnlySpan<byte> value, int bytes)
    {
        var size = Encoding.UTF8.GetByteCount(purpose) + 1 + value.Length;
        var rented = size > StackLimit ? ArrayPool<byte>.Shared.Rent(size) : null;
        var input = rented is null ? stackalloc byte[StackLimit] : rented;
        input = input[..size];
        try
        {
            var written = Encoding.UTF8.GetBytes(purpose, input);
            if (input[..written].Contains((byte)0))
            {
                throw new ArgumentException("A purpose holds no NUL, which ends it.", nameof(purpose));
            }

            input[written] = 0;
            value.CopyTo(input[(written + 1)..]);
            Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(_key, input, hash);
            return Convert.ToHexStringLower(hash[..bytes]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input);
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }
}
