using System.Security.Cryptography;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>TLS: what contradicts itself is an error, what is probably not meant a warning.</summary>
internal static class SmtpSecurityRules
{
    private static readonly int[] StartTlsPorts = [25, 587, 2525, 2587];

    public static void Check(SmtpConfig config, ConfigReport report, ConnectorPermissions permissions)
    {
        report.Host("servername", config.Servername);
        Modes(config, report);
        if (config.Tls is { } tls)
        {
            Tls(tls, config, report, permissions);
        }
    }

    private static void Modes(SmtpConfig config, ConfigReport report)
    {
        var isImplicit = SmtpSecurity.IsImplicit(config);
        if (config.IgnoreTLS == true && config.RequireTLS == true)
        {
            report.Error("requireTLS", "conflict", "Contradicts ignoreTLS: one of them must go.");
        }
        else if (isImplicit && config.IgnoreTLS == true)
        {
            report.Warn("ignoreTLS", "no_effect", "Has no effect: the connection has TLS from the first byte.");
        }
        else if (config is { IgnoreTLS: true, Auth: not null })
        {
            report.Warn("ignoreTLS", "credentials_in_clear", "The credentials go over the network in clear.");
        }

        if (isImplicit && Array.IndexOf(StartTlsPorts, config.Port) >= 0)
        {
            report.Warn("secure", "port_mismatch", $"Port {config.Port} usually begins in clear and turns to TLS with STARTTLS: secure is for port 465.");
        }
    }

    private static void Tls(SmtpTls tls, SmtpConfig config, ConfigReport report, ConnectorPermissions permissions)
    {
        report.Host("tls.servername", tls.Servername);
        if (tls.Servername is not null && config.Servername is not null && !string.Equals(tls.Servername, config.Servername, StringComparison.OrdinalIgnoreCase))
        {
            report.Error("tls.servername", "conflict", "Is another name than servername: one of them must go.");
        }

        if (tls.MinVersion > tls.MaxVersion)
        {
            report.Error("tls.minVersion", "conflict", "Is later than maxVersion.");
        }

        if (tls.RejectUnauthorized == false)
        {
            Unverified(report, permissions);
        }

        foreach (var (index, pem) in tls.Ca?.Index() ?? [])
        {
            report.Certificates($"tls.ca[{index}]", pem);
        }

        ClientCertificate(tls, report);
    }

    private static void Unverified(ConfigReport report, ConnectorPermissions permissions)
    {
        if (permissions.UnverifiedTls)
        {
            report.Warn("tls.rejectUnauthorized", "unverified_tls", "Anybody on the way can read the mail and the credentials.");
        }
        else
        {
            report.Error("tls.rejectUnauthorized", "not_permitted", "The operator of this platform does not permit unverified certificates; name the one to trust in tls.ca.");
        }
    }

    private static void ClientCertificate(SmtpTls tls, ConfigReport report)
    {
        if (tls is { Cert: not null, Key: null })
        {
            report.Error("tls.key", "required", "Is required with tls.cert.");
        }
        else if (tls is { Cert: null, Key: not null })
        {
            report.Error("tls.cert", "required", "Is required with tls.key.");
        }
        else if (tls is { Cert: not null, Key: not null } && !report.IsSilenced("tls.key"))
        {
            try
            {
                SmtpSecurity.ClientCertificate(tls)?.Dispose();
            }
            catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
            {
                report.Error("tls.cert", "invalid_certificate", "Certificate and key do not fit, are no PEM, or the passphrase does not open the key.");
            }
        }
    }
}
