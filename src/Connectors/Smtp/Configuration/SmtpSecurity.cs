using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EmailPlatform.Connectors.Keys;
using EmailPlatform.Connectors.Smtp.Security;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>What a configuration's TLS members come to.</summary>
internal static class SmtpSecurity
{
    public static bool IsImplicit(SmtpConfig config) => config.Secure == true || config.Port == SmtpConfig.ImplicitTlsPort;

    public static TlsSettings Settings(SmtpConfig config)
    {
        var tls = config.Tls;
        return new TlsSettings(
            Mode(config),
            tls?.Servername ?? config.Servername,
            tls?.RejectUnauthorized ?? true,
            Protocols(tls),
            Roots(tls?.Ca),
            tls is null ? null : ClientCertificate(tls),
            tls?.Cert is { } certificates ? Intermediates(certificates) : null);
    }

    /// <exception cref="CryptographicException">Certificate and key do not fit or cannot be read.</exception>
    public static X509Certificate2? ClientCertificate(SmtpTls tls)
    {
        if (tls is not { Cert: { } certificate, Key: { } key })
        {
            return null;
        }

        var text = KeyText.Read(key.Reveal(), out var reason) ?? throw new CryptographicException(reason);
        return KeyText.IsEncrypted(text)
            ? X509Certificate2.CreateFromEncryptedPem(certificate, text, tls.Passphrase?.Reveal())
            : X509Certificate2.CreateFromPem(certificate, text);
    }

    // The first is our own.
    private static X509Certificate2Collection Intermediates(string certificates)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificates);
        all.RemoveAt(0);
        return all;
    }

    private static TlsMode Mode(SmtpConfig config)
    {
        if (IsImplicit(config))
        {
            return TlsMode.Implicit;
        }

        if (config.IgnoreTLS == true)
        {
            return TlsMode.Off;
        }

        return config.RequireTLS == true || config.Auth is not null ? TlsMode.StartTlsRequired : TlsMode.StartTlsIfOffered;
    }

    private static SslProtocols Protocols(SmtpTls? tls)
    {
        if (tls is not { MinVersion: not null } and not { MaxVersion: not null })
        {
            return SslProtocols.None;
        }

        var least = tls.MinVersion ?? SmtpTlsVersion.Tls12;
        var most = tls.MaxVersion ?? SmtpTlsVersion.Tls13;
        return (least <= SmtpTlsVersion.Tls12 ? SslProtocols.Tls12 : SslProtocols.None) | (most >= SmtpTlsVersion.Tls13 ? SslProtocols.Tls13 : SslProtocols.None);
    }

    private static X509Certificate2Collection? Roots(IReadOnlyList<string>? pems)
    {
        if (pems is null)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        foreach (var pem in pems)
        {
            roots.ImportFromPem(pem);
        }

        return roots;
    }
}
