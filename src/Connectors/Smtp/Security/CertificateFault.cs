using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EmailPlatform.Connectors.Smtp.Security;

/// <summary>What is wrong with a server's certificate, in words.</summary>
/// <param name="Code">Stable: <c>certificate_expired</c>, <c>certificate_wrong_host</c>, …</param>
internal sealed record CertificateFault(string Code, string Detail, string Hint)
{
    /// <summary>The first reason in the order in which they are mended, or <c>null</c> for a good certificate.</summary>
    public static CertificateFault? Find(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, string host, DateTimeOffset now)
    {
        if (errors == SslPolicyErrors.None)
        {
            return null;
        }

        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return new CertificateFault("certificate_missing", "The server showed no certificate.", "Ask the server's operator; TLS without a certificate protects nothing.");
        }

        var status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return OutOfTime(certificate, now);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return new CertificateFault(
                "certificate_wrong_host",
                $"The certificate is not for {host} but for {Names(certificate)}.",
                "Set host (or tls.servername) to a name that the certificate carries.");
        }

        if (status.HasFlag(X509ChainStatusFlags.Revoked))
        {
            return new CertificateFault("certificate_revoked", "The certificate was revoked.", "Ask the server's operator for a new certificate.");
        }

        // Its own issuer, so there is no chain that could be completed.
        if (certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData))
        {
            return new CertificateFault(
                "certificate_self_signed",
                $"The certificate of {Names(certificate)} is self-signed.",
                "Have the server use a certificate of a public authority, or give this certificate as trusted.");
        }

        return new CertificateFault(
            "certificate_untrusted",
            $"The certificate was issued by {certificate.Issuer}, which is not trusted here: {Words(chain)}",
            "Have the server send its intermediate certificates, or give the authority's certificate as trusted.");
    }

    private static CertificateFault OutOfTime(X509Certificate2 certificate, DateTimeOffset now) => certificate.NotBefore.ToUniversalTime() > now.UtcDateTime
        ? new CertificateFault(
            "certificate_not_yet_valid",
            $"The certificate is valid only from {certificate.NotBefore.ToUniversalTime():u}.",
            "Compare the clocks of server and platform.")
        : new CertificateFault(
            "certificate_expired",
            $"A certificate of the server's chain has expired; its own is valid until {certificate.NotAfter.ToUniversalTime():u}.",
            "The server's operator has to renew the certificate.");

    private static string Names(X509Certificate2 certificate)
    {
        try
        {
            var names = certificate.Extensions
                .OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(extension => extension.EnumerateDnsNames())
                .Take(5)
                .ToList();
            return names.Count > 0 ? string.Join(", ", names) : certificate.Subject;
        }
        catch (CryptographicException)
        {
            // The server wrote the list, and nobody has decoded it before.
            return $"{certificate.Subject}, with names that cannot be read";
        }
    }

    private static string Words(X509Chain? chain) =>
        string.Join(" ", (chain?.ChainStatus ?? []).Select(status => status.StatusInformation.Trim()).Distinct(StringComparer.Ordinal));
}
