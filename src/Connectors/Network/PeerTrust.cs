using System.Security.Cryptography.X509Certificates;

namespace EmailPlatform.Connectors.Network;

/// <summary>How the certificates of servers that tenants name are judged.</summary>
internal static class PeerTrust
{
    /// <summary>
    /// The system's roots, or the given ones in their place. A certificate names URLs (issuers, CRLs, OCSP) and the server
    /// chooses the certificate: fetching one would be a request that no <see cref="AddressGuard"/> has judged. So nothing is.
    /// </summary>
    public static X509ChainPolicy Policy(X509Certificate2Collection? roots = null)
    {
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        return policy;
    }
}
