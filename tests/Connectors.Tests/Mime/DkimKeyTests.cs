using System.Security.Cryptography;

namespace EmailPlatform.Connectors.Mime;

public sealed class DkimKeyTests
{
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    [Fact]
    public void TryParse_Pkcs8Pkcs1AndSpelledOutLineEnds_AreTaken()
    {
        string[] forms = [DkimTestKey.Pem, DkimTestKey.Rsa.ExportRSAPrivateKeyPem(), DkimTestKey.Pem.Replace("\n", "\\n", StringComparison.Ordinal), $"  {DkimTestKey.Pem}\r\n"];
        Assert.All(forms, pem => Assert.True(DkimKey.TryParse(pem, null, out _, out var reason), reason));
    }

    [Fact]
    public void TryParse_Encrypted_NeedsItsPassphrase()
    {
        var pem = DkimTestKey.Rsa.ExportEncryptedPkcs8PrivateKeyPem("open sesame", Encryption);
        Assert.True(DkimKey.TryParse(pem, "open sesame", out _, out var reason), reason);
        Assert.False(DkimKey.TryParse(pem, null, out _, out reason));
        Assert.Contains("give its passphrase", reason, StringComparison.Ordinal);
        Assert.False(DkimKey.TryParse(pem, "open barley", out _, out reason));
        Assert.Contains("does not open", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_KeyOfAnotherKind_SaysWhich()
    {
        using var small = RSA.Create(512);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AssertRefused(null, "needed");
        AssertRefused("  ", "needed");
        AssertRefused("not a key", "no key in PEM form");
        AssertRefused(DkimTestKey.Rsa.ExportSubjectPublicKeyInfoPem(), "public key");
        AssertRefused(small.ExportPkcs8PrivateKeyPem(), "512 bits");
        AssertRefused(curve.ExportPkcs8PrivateKeyPem(), "not an RSA key");
        AssertRefused(DkimTestKey.Pem[..200] + DkimTestKey.Pem[400..], "damaged");
        AssertRefused("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----", "pkcs8");
    }

    [Theory]
    [InlineData(PbeEncryptionAlgorithm.Aes256Cbc)]
    [InlineData(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12)]
    public void TryParse_EncryptedWithEndlessRounds_IsNotOpened(PbeEncryptionAlgorithm algorithm)
    {
        var slow = DkimTestKey.Rsa.ExportEncryptedPkcs8PrivateKeyPem("open sesame", new PbeParameters(algorithm, HashAlgorithmName.SHA1, 600_001));
        var usual = DkimTestKey.Rsa.ExportEncryptedPkcs8PrivateKeyPem("open sesame", new PbeParameters(algorithm, HashAlgorithmName.SHA1, 2048));

        Assert.False(DkimKey.TryParse(slow, "open sesame", out _, out var reason));
        Assert.Contains("600000", reason, StringComparison.Ordinal);
        Assert.False(DkimKey.TryParse(usual + slow, "open sesame", out _, out _));
        Assert.True(DkimKey.TryParse(usual, "open sesame", out _, out reason), reason);
    }

    [Fact]
    public void TryParse_TextTooLong_IsNotRead() => AssertRefused(DkimTestKey.Pem + new string(' ', 16 * 1024), "too long");

    private static void AssertRefused(string? pem, string expected)
    {
        Assert.False(DkimKey.TryParse(pem, null, out var key, out var reason));
        Assert.Null(key);
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }
}
