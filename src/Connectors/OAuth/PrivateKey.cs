using System.Security.Cryptography;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>The service account's key, in the forms in which people paste it.</summary>
public static class PrivateKey
{
    /// <summary>For validation on saving.</summary>
    public static bool IsReadable(Secret pem, Secret? passphrase)
    {
        using var key = Read(pem, passphrase);

        return key is not null;
    }

    /// <summary>Null when this is no RSA private key or the passphrase does not open it.</summary>
    internal static RSA? Read(Secret pem, Secret? passphrase)
    {
        // Environment variables and JSON files copied by hand leave the two characters where a line break was.
        var text = pem.Reveal().Replace("\\n", "\n", StringComparison.Ordinal);
        var key = RSA.Create();
        try
        {
            if (passphrase is not null && text.Contains("ENCRYPTED", StringComparison.Ordinal))
            {
                key.ImportFromEncryptedPem(text, passphrase.Reveal());
            }
            else
            {
                key.ImportFromPem(text);
            }

            // A public key imports as well.
            return IsPrivate(key) ? key : Drop(key);
        }
        catch (ArgumentException)
        {
            return Drop(key);
        }
        catch (CryptographicException)
        {
            return Drop(key);
        }
    }

    private static bool IsPrivate(RSA key)
    {
        key.SignHash(new byte[SHA256.HashSizeInBytes], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        return true;
    }

    private static RSA? Drop(RSA key)
    {
        key.Dispose();

        return null;
    }
}
