using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>Keys and certificates, made once per run.</summary>
internal static class TestKeys
{
    public const string Passphrase = "correct horse";

    private static readonly RSA Rsa = RSA.Create(1024);

    public static string Pem { get; } = Rsa.ExportPkcs8PrivateKeyPem();

    public static string EncryptedPem { get; } = Rsa.ExportEncryptedPkcs8PrivateKeyPem(
        Passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000));

    /// <summary>Takes more rounds to open than anybody needs.</summary>
    public static string SlowPem => Rsa.ExportEncryptedPkcs8PrivateKeyPem(
        Passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 600_001));

    public static string Certificate { get; } = MakeCertificate();

    private static string MakeCertificate()
    {
        var request = new CertificateRequest("CN=client.example.com", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }
}
