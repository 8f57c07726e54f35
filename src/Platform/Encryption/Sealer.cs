using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Platform.Encryption;

/// <summary>
/// AES-256-GCM under one encryption key: version (1 byte), key id (4), salt (24), ciphertext, tag (16). With random
/// 12-byte nonces one GCM key is good for 2^32 records (NIST SP 800-38D, 8.3), ten days of 5,000 messages a second, so
/// every record has its own: half of the salt chooses a derived key, the other half is the nonce in it. Two records
/// collide only when all 24 bytes do.
/// </summary>
internal sealed class Sealer(EncryptionKey key)
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int IdEnd = 1 + EncryptionKey.IdSize;
    private const int HeaderSize = IdEnd + NonceSize + NonceSize;

    private readonly byte[] _id = Convert.FromHexString(key.Id);
    private readonly byte[] _sealingKey = key.Derive("sealing");

    public byte[] Seal(ReadOnlySpan<byte> plain, string context)
    {
        var data = new byte[HeaderSize + plain.Length + TagSize];
        data[0] = Version;
        _id.CopyTo(data.AsSpan(1));
        RandomNumberGenerator.Fill(data.AsSpan(IdEnd..HeaderSize));
        using var gcm = RecordCipher(data);
        gcm.Encrypt(Nonce(data), plain, data.AsSpan(HeaderSize, plain.Length), data.AsSpan(^TagSize..), Bound(data, context));
        return data;
    }

    public byte[] Open(ReadOnlySpan<byte> data, string context)
    {
        var plain = new byte[data.Length - HeaderSize - TagSize];
        using var gcm = RecordCipher(data);
        try
        {
            gcm.Decrypt(Nonce(data), data[HeaderSize..^TagSize], data[^TagSize..], plain, Bound(data, context));
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw SealedDataException.Damaged(KeyIdOf(data), exception);
        }

        return plain;
    }

    public static string KeyIdOf(ReadOnlySpan<byte> data) =>
        data.Length >= HeaderSize + TagSize && data[0] == Version
            ? Convert.ToHexStringLower(data[1..IdEnd])
            : throw SealedDataException.NotSealed();

    private AesGcm RecordCipher(ReadOnlySpan<byte> data)
    {
        Span<byte> recordKey = stackalloc byte[EncryptionKey.Size];
        HKDF.Expand(HashAlgorithmName.SHA256, _sealingKey, recordKey, data.Slice(IdEnd, NonceSize));
        var gcm = new AesGcm(recordKey, TagSize);
        CryptographicOperations.ZeroMemory(recordKey);
        return gcm;
    }

    private static ReadOnlySpan<byte> Nonce(ReadOnlySpan<byte> data) => data.Slice(IdEnd + NonceSize, NonceSize);

    /// <summary>What the tag vouches for besides the content: the header as it stands and the place the data belongs to.</summary>
    private static byte[] Bound(ReadOnlySpan<byte> data, string context)
    {
        var bound = new byte[HeaderSize + Encoding.UTF8.GetByteCount(context)];
        data[..HeaderSize].CopyTo(bound);
        Encoding.UTF8.GetBytes(context, bound.AsSpan(HeaderSize));
        return bound;
    }
}
