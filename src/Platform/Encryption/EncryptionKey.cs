using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Platform.Encryption;

/// <summary>
/// One 32-byte key under which the platform seals what it stores. Its bytes leave it only as keys derived for a purpose
/// (HKDF-SHA256, RFC 5869) and as the text of the key file; it prints as its id.
/// </summary>
public sealed class EncryptionKey
{
    public const int Size = 32;

    internal const int IdSize = 4;

    private readonly byte[] _bytes;

    /// <exception cref="ArgumentException">Not 32 bytes, or plainly not random.</exception>
    public EncryptionKey(ReadOnlySpan<byte> bytes)
    {
        if (Problem(bytes) is { } problem)
        {
            throw new ArgumentException(problem, nameof(bytes));
        }

        _bytes = bytes.ToArray();
        Id = Convert.ToHexStringLower(Derive("id")[..IdSize]);
    }

    /// <summary>Eight hex digits that come from the key's bytes and tell nothing about them.</summary>
    public string Id { get; }

    public static EncryptionKey Generate() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Reads a key as base64; surrounding white space does not matter.</summary>
    /// <exception cref="FormatException">Says what is wrong and what to do, and never repeats the text.</exception>
    public static EncryptionKey Parse(string base64)
    {
        Span<byte> bytes = stackalloc byte[Size + 3];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            throw new FormatException(
                IsBase64(base64) ? WrongSize(null) : $"The encryption key is not base64. {Remedy}");
        }

        var problem = Problem(bytes[..length]);
        return problem is null ? new EncryptionKey(bytes[..length]) : throw new FormatException(problem);
    }

    /// <summary>A key of its own for each label: knowing one tells nothing about another or about this key.</summary>
    internal byte[] Derive(string label) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, Size, salt: [], info: Encoding.UTF8.GetBytes($"EmailPlatform {label}"));

    internal string ToBase64() => Convert.ToBase64String(_bytes);

    public override string ToString() => Id;

    private const string Remedy = "A key is 32 random bytes in base64, for example from: openssl rand -base64 32";

    private static string? Problem(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        not Size => WrongSize(bytes.Length),
        _ => bytes.IndexOfAnyExcept(bytes[0]) < 0 ? $"The encryption key is one byte repeated, not a random key. {Remedy}" : null,
    };

    private static string WrongSize(int? length) =>
        $"The encryption key is {(length is null ? "longer than 32 bytes" : $"{length} bytes long, not 32")}. {Remedy}";

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);
}
