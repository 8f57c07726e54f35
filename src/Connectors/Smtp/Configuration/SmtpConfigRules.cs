using System.Net;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>What an SMTP configuration must fulfil beyond its shape.</summary>
internal static class SmtpConfigRules
{
    private const int LongestTimeout = 3_600_000;
    private const int MostConnections = 100;
    private const int MostMessages = 100_000;

    public static void Check(SmtpConfig config, ConfigReport report, ConnectorPermissions permissions)
    {
        report.Host("host", config.Host);
        report.Port("port", config.Port);
        report.Mailbox("fromEmail", config.FromEmail);
        report.Mailbox("replyTo", config.ReplyTo);
        report.Templates(config.Templates);
        SmtpAuthRules.Check(config.Auth, report, permissions);
        SmtpSecurityRules.Check(config, report, permissions);
        SmtpHeaderRules.Check(config.CustomHeaders, report);
        SmtpDkimRules.Check(config, report);
        Self(config, report, permissions);
        report.Range("connectionTimeout", config.ConnectionTimeout, 0, LongestTimeout);
        report.Range("greetingTimeout", config.GreetingTimeout, 0, LongestTimeout);
        report.Range("socketTimeout", config.SocketTimeout, 0, LongestTimeout);
        report.Range("dnsTimeout", config.DnsTimeout, 0, LongestTimeout);
        report.Range("maxConnections", config.MaxConnections, 1, MostConnections);
        report.Range("maxMessages", config.MaxMessages, 1, MostMessages);
    }

    private static void Self(SmtpConfig config, ConfigReport report, ConnectorPermissions permissions)
    {
        // RFC 5321, section 4.1.3: in place of a name an address may stand, in brackets.
        report.Host("name", config.Name is ['[', .. var literal, ']'] ? literal.Replace("IPv6:", "", StringComparison.OrdinalIgnoreCase) : config.Name);
        if (config.LocalAddress is null)
        {
            return;
        }

        if (!permissions.LocalAddress)
        {
            report.Error("localAddress", "not_permitted", "The operator of this platform does not let tenants choose the address to connect from.");
        }
        else if (!IPAddress.TryParse(config.LocalAddress, out _))
        {
            report.Error("localAddress", "invalid_value", "Must be an IP address.");
        }
    }
}
