using System.Security.Authentication;

namespace EmailPlatform.Connectors.Smtp.Security;

/// <summary>Whose fault a failed handshake is.</summary>
internal static class TlsTrouble
{
    public static Outcome Describe(Exception exception, FirstBytesStream first, CertificateFault? certificate, TlsMode mode)
    {
        if (certificate is not null)
        {
            return Outcome.Deferred(FaultScope.Connector, certificate.Code, certificate.Detail, hint: certificate.Hint);
        }

        if (first.LooksLikeSmtp && mode == TlsMode.Implicit)
        {
            return Outcome.Deferred(
                FaultScope.Connector,
                "tls_not_spoken",
                "The server greeted in clear: it does not speak TLS from the first byte on this port.",
                hint: "Set secure to false (the connection is then encrypted by STARTTLS), or use the port for TLS, usually 465.");
        }

        if (exception is AuthenticationException)
        {
            return Outcome.Deferred(
                FaultScope.Connector,
                "tls_failed",
                $"The TLS handshake failed: {(exception.InnerException ?? exception).Message}",
                hint: "Server and configuration have no TLS version or cipher in common, or the server wants a client certificate: check the tls settings.");
        }

        return Outcome.Deferred(
            FaultScope.Platform,
            "tls_interrupted",
            "The connection was lost during the TLS handshake.",
            hint: first.IsEmpty && mode == TlsMode.Implicit
                ? "The server closed the connection when TLS began: if the port is not one for TLS, set secure to false."
                : null);
    }
}
