using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EmailPlatform.TestKit.Peers;

/// <summary>A certificate authority for one test: good certificates and bad ones of every kind.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _root;

    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = RequestAuthority("Test Authority", key).CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-5), DateTimeOffset.UtcNow.AddYears(5));
    }

    /// <summary>An intermediate authority.</summary>
    public TestAuthority(TestAuthority issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = RequestAuthority("Test Intermediate", key).Create(
            issuer._root, DateTimeOffset.UtcNow.AddYears(-4), DateTimeOffset.UtcNow.AddYears(4), RandomNumberGenerator.GetBytes(8));
        _root = certificate.CopyWithPrivateKey(key);
    }

    /// <summary>What a client has to trust.</summary>
    public X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(_root.RawData)];

    /// <summary>A server or client certificate; by default for localhost and 127.0.0.1, valid now.</summary>
    /// <param name="name">DNS name of the subject.</param>
    /// <param name="from">Begin of its validity.</param>
    /// <param name="until">End of its validity.</param>
    /// <param name="extensions">Further ones; one that is there already is replaced.</param>
    public X509Certificate2 Issue(string name = "localhost", DateTimeOffset? from = null, DateTimeOffset? until = null, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        foreach (var extension in extensions)
        {
            foreach (var replaced in request.CertificateExtensions.Where(other => other.Oid?.Value == extension.Oid?.Value).ToList())
            {
                request.CertificateExtensions.Remove(replaced);
            }

            request.CertificateExtensions.Add(extension);
        }

        using var certificate = request.Create(
            _root,
            from ?? DateTimeOffset.UtcNow.AddDays(-1),
            until ?? DateTimeOffset.UtcNow.AddDays(30),
            RandomNumberGenerator.GetBytes(8));
        return WithUsableKey(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>A certificate that nobody vouches for.</summary>
    public static X509Certificate2 SelfSigned(string name = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return WithUsableKey(Request(name, key).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30)));
    }

    /// <summary>Certificate and key in one PEM, as servers read it.</summary>
    public static string ToPem(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new ArgumentException("The certificate has no key.", nameof(certificate));
        // Postfix wants the key first; the others do not mind.
        return key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n";
    }

    public void Dispose() => _root.Dispose();

    private static CertificateRequest RequestAuthority(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        return request;
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        return request;
    }

    private static X509Certificate2 WithUsableKey(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
