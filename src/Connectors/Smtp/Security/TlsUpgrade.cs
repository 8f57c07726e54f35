using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.Smtp.Protocol;

namespace EmailPlatform.Connectors.Smtp.Security;

/// <summary>Puts TLS around a connection, and says plainly why it cannot.</summary>
internal sealed class TlsUpgrade(TlsSettings settings, string host, TimeProvider time)
{
    private readonly string _name = settings.ServerName ?? host;
    private readonly SslStreamCertificateContext? _own = settings.ClientCertificate is { } certificate
        ? SslStreamCertificateContext.Create(certificate, settings.ClientIntermediates, offline: true)
        : null;

    /// <summary>The wire goes on over TLS, or is of no further use.</summary>
    /// <param name="timeout">For the whole handshake.</param>
    public async ValueTask<TlsUpgraded> RunAsync(SmtpWire wire, TimeSpan timeout)
    {
        var first = new FirstBytesStream(wire.Stream);
        var ssl = new SslStream(first, leaveInnerStreamOpen: false);
        CertificateFault? fault = null;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _name,
            EnabledSslProtocols = settings.Protocols,
            ClientCertificateContext = _own,
            CertificateChainPolicy = PeerTrust.Policy(settings.TrustedRoots),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                fault = CertificateFault.Find(certificate as X509Certificate2, chain, errors, _name, time.GetUtcNow());
                return fault is null || !settings.Verify;
            },
        };
        wire.Secure(ssl);
        wire.Deadline.Restart(timeout);
        try
        {
            await ssl.AuthenticateAsClientAsync(options, wire.Deadline.Token);
            return new TlsUpgraded(null, Describe(ssl, fault));
        }
        catch (OperationCanceledException exception)
        {
            throw wire.Deadline.IsCallers
                ? new WireException(WireFault.Cancelled, "The attempt's time was over during the TLS handshake.", exception)
                : new WireException(WireFault.TimedOut, "The server did not finish the TLS handshake in time.", exception);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return new TlsUpgraded(TlsTrouble.Describe(exception, first, fault, settings.Mode), string.Empty);
        }
    }

    private static string Describe(SslStream ssl, CertificateFault? ignored)
    {
        var certificate = ssl.RemoteCertificate as X509Certificate2;
        var verified = ignored is null ? "verified" : $"NOT verified ({ignored.Detail})";
        return $"{ssl.SslProtocol}, {ssl.NegotiatedCipherSuite}; certificate of {certificate?.Subject}, valid until {certificate?.NotAfter.ToUniversalTime():u}, {verified}";
    }
}
