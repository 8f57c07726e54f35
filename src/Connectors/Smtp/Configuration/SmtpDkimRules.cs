using EmailPlatform.Connectors.Mime;

namespace EmailPlatform.Connectors.Smtp.Configuration;

internal static class SmtpDkimRules
{
    public static void Check(SmtpConfig config, ConfigReport report)
    {
        if (config.Dkim is not { } dkim)
        {
            return;
        }

        if (!DomainName.TryToAscii(dkim.DomainName, out var domain, out var reason))
        {
            report.Error("dkim.domainName", "invalid_value", reason);
        }
        else if (Mailbox.TryParse(config.FromEmail, out var from, out _) && !IsWithin(from.Address.AsciiDomain, domain) && !IsWithin(domain, from.Address.AsciiDomain))
        {
            report.Warn("dkim.domainName", "dkim_not_aligned", "Is another domain than the sender's: DMARC gives nothing for such a signature.");
        }

        Tell("dkim.keySelector", DkimSelector.Check(dkim.KeySelector, domain ?? ""), report);
        Tell("dkim.headerFieldNames", DkimHeaderNames.Check(dkim.HeaderFieldNames), report);
        DkimKey.TryParse(dkim.PrivateKey.Key.Reveal(), dkim.PrivateKey.Passphrase?.Reveal(), out _, out var wrongKey);
        Tell("dkim.privateKey.key", wrongKey, report);
        if (dkim.SkipFields?.Contains("from", StringComparer.OrdinalIgnoreCase) == true)
        {
            report.Error("dkim.skipFields", "invalid_value", "From is always signed (RFC 6376, section 5.4).");
        }
    }

    private static bool IsWithin(string domain, string parent) =>
        string.Equals(domain, parent, StringComparison.Ordinal) || domain.EndsWith($".{parent}", StringComparison.Ordinal);

    private static void Tell(string path, string? reason, ConfigReport report)
    {
        if (reason is not null)
        {
            report.Error(path, "invalid_value", reason);
        }
    }
}
