using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace EmailPlatform.Connectors.Smtp.Security;

/// <summary>How a connection is protected.</summary>
/// <param name="ServerName">The name that the certificate must carry and that is sent as SNI; <c>null</c> for the host.</param>
/// <param name="Verify">False takes any certificate; an operator has to permit that.</param>
/// <param name="Protocols">TLS versions; <see cref="SslProtocols.None"/> for the system's choice.</param>
/// <param name="TrustedRoots">Certificates to trust in place of the system's.</param>
/// <param name="ClientCertificate">What we show of ourselves when the server asks.</param>
/// <param name="ClientIntermediates">The authorities between it and the root, shown with it.</param>
internal sealed record TlsSettings(
    TlsMode Mode,
    string? ServerName = null,
    bool Verify = true,
    SslProtocols Protocols = SslProtocols.None,
    X509Certificate2Collection? TrustedRoots = null,
    X509Certificate2? ClientCertificate = null,
    X509Certificate2Collection? ClientIntermediates = null);
