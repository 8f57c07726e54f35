using System.Security.Cryptography;

namespace EmailPlatform.Connectors.Mime;

/// <summary>A key made for this run of the tests.</summary>
internal static class DkimTestKey
{
    public static RSA Rsa { get; } = RSA.Create(2048);

    public static string Pem { get; } = Rsa.ExportPkcs8PrivateKeyPem();

    public static string PublicKey { get; } = Convert.ToBase64String(Rsa.ExportSubjectPublicKeyInfo());

    public static DkimKey Key()
    {
        Assert.True(DkimKey.TryParse(Pem, null, out var key, out var reason), reason);
        return key;
    }

    public static DkimSigner Signer(params string[]? headerNames)
    {
        Assert.True(DkimSigner.TryCreate("example.com", "test", Key(), headerNames, out var signer, out var reason), reason);
        return signer;
    }
}
