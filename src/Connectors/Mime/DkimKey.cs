using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using EmailPlatform.Connectors.Keys;

namespace EmailPlatform.Connectors.Mime;

/// <summary>A private RSA key for DKIM, read once and used by any number of senders at a time.</summary>
public sealed class DkimKey
{
    // RFC 8301, 3.2: signers use at least 1024 bits, verifiers need not take more than 4096.
    private const int MinBits = 1024;
    private const int MaxBits = 4096;

    // An RSA instance is not promised to be safe for concurrent use, so each signature borrows one.
    private readonly ConcurrentBag<RSA> _idle = [];
    private readonly RSAParameters _parameters;

    private DkimKey(RSA rsa)
    {
        _parameters = rsa.ExportParameters(includePrivateParameters: true);
        SignatureLength = rsa.KeySize / 8;
        _idle.Add(rsa);
    }

    internal int SignatureLength { get; }

    /// <summary>Reads a PEM of PKCS#1 or PKCS#8, the latter also encrypted; <paramref name="reason"/> never holds any of the key.</summary>
    public static bool TryParse(string? pem, string? passphrase, [NotNullWhen(true)] out DkimKey? key, [NotNullWhen(false)] out string? reason)
    {
        key = null;
        if (string.IsNullOrWhiteSpace(pem))
        {
            reason = "A private key in PEM form is needed.";
            return false;
        }

        var rsa = RsaPem.Read(pem, passphrase, out reason);
        if (rsa is null)
        {
            reason ??= Explain(pem, passphrase);
            return false;
        }

        if (rsa.KeySize is < MinBits or > MaxBits)
        {
            reason = $"The key has {rsa.KeySize} bits: DKIM takes {MinBits} to {MaxBits}.";
            rsa.Dispose();
            return false;
        }

        key = new DkimKey(rsa);
        return true;
    }

    internal void Sign(ReadOnlySpan<byte> hash, Span<byte> signature)
    {
        var rsa = _idle.TryTake(out var idle) ? idle : RSA.Create(_parameters);
        rsa.SignHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _idle.Add(rsa);
    }

    private static string Explain(string pem, string? passphrase) => pem switch
    {
        _ when pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal) =>
            "The key is encrypted in the old OpenSSL form: convert it with \"openssl pkcs8 -topk8\".",
        _ when pem.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal) =>
            string.IsNullOrEmpty(passphrase) ? "The key is encrypted: give its passphrase." : "The passphrase does not open the key, or the key is damaged.",
        _ when pem.Contains("PUBLIC KEY", StringComparison.Ordinal) => "This is a public key: the private one is needed.",
        _ when pem.Contains("PRIVATE KEY", StringComparison.Ordinal) => "The key is damaged or is not an RSA key.",
        _ => "This is no key in PEM form (-----BEGIN PRIVATE KEY-----).",
    };
}
