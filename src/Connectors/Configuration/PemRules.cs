using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EmailPlatform.Connectors.Keys;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>Checks of keys and certificates in PEM. No message holds any of it.</summary>
internal static class PemRules
{
    public static void RsaKey(this ConfigReport report, string path, Secret key, Secret? passphrase)
    {
        using var read = RsaPem.Read(key.Reveal(), passphrase?.Reveal(), out var reason);
        if (read is null)
        {
            report.Error(path, "invalid_key", reason ?? (passphrase is null
                ? "Must be an RSA private key as PEM; an encrypted one needs its passphrase."
                : "Must be an RSA private key as PEM that the passphrase opens."));
        }
    }

    public static void Certificates(this ConfigReport report, string path, string pem)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPem(pem);
            if (found.Count == 0)
            {
                report.Error(path, "invalid_certificate", "Must hold at least one certificate as PEM.");
            }

            foreach (var certificate in found)
            {
                certificate.Dispose();
            }
        }
        catch (CryptographicException)
        {
            report.Error(path, "invalid_certificate", "Is no certificate as PEM.");
        }
    }
}
