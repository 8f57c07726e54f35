using System.Security.Cryptography;

namespace EmailPlatform.Connectors.Keys;

/// <summary>Reads RSA private keys: PKCS#1 or PKCS#8, the latter also encrypted.</summary>
internal static class RsaPem
{
    // Larger ones take seconds for a signature.
    private const int MostBits = 8192;

    /// <summary>Null when this is no RSA private key or the passphrase does not open it; then with the reason where it is known. The reason holds nothing of the key.</summary>
    public static RSA? Read(string pem, string? passphrase, out string? reason)
    {
        if (KeyText.Read(pem, out reason) is not { } text)
        {
            return null;
        }

        var key = RSA.Create();
        try
        {
            if (KeyText.IsEncrypted(text))
            {
                key.ImportFromEncryptedPem(text, passphrase ?? string.Empty);
            }
            else
            {
                key.ImportFromPem(text);
            }

            if (key.KeySize <= MostBits)
            {
                // A public key imports as well, and shows here.
                key.SignHash(new byte[SHA256.HashSizeInBytes], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                return key;
            }

            reason = $"The key has {key.KeySize} bits: {MostBits} are the most.";
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // Neither says more than that it did not work.
            reason = null;
        }

        key.Dispose();
        return null;
    }
}
