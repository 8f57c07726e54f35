using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>What a Mailgun configuration must fulfil beyond its shape.</summary>
internal static class MailgunConfigRules
{
    public static void Check(MailgunConfig config, ConfigReport report)
    {
        MailgunEndpoint.Check(config.Endpoint, report);
        report.HeaderSecret("apiKey", config.ApiKey);
        report.Mailbox("from", config.From);
        if (config.Domain.Contains("://", StringComparison.Ordinal))
        {
            report.Error("domain", "invalid_value", "Is a domain such as example.com, without https:// before it.");
        }
        else if (!DomainName.TryToAscii(config.Domain, out _, out var reason))
        {
            report.Error("domain", "invalid_value", reason);
        }

        foreach (var (usage, delivery) in config.Deliveries ?? new Dictionary<string, MailgunDelivery>())
        {
            Delivery(usage, delivery, MailgunDeliveries.PathOf(usage), report);
        }
    }

    private static void Delivery(string usage, MailgunDelivery delivery, ConfigPath path, ConfigReport report)
    {
        if (!UsageType.TryParse(usage, out _))
        {
            report.Warn(path.ToString(), "unknown_usage_type", "Is kept, but no message ever asks for it.");
        }

        report.Line(Member("subject"), delivery.Subject);
        report.MailboxTemplate(Member("replyTo"), delivery.ReplyTo);
        if (delivery.Template is not null)
        {
            report.Line(Member("template"), delivery.Template);
            NoEffect("html", delivery.Html is not null, "the template has the content");
            NoEffect("text", delivery.Text is not null, "the template has the content");
        }
        else if (delivery.Html is null && delivery.Text is null)
        {
            report.Error(Member("html"), "required", "Is required, or text or template in its place.");
        }
        else
        {
            NoEffect("variables", delivery.Variables is not null, "they are for a template at Mailgun");
        }

        string Member(string name) => path.Member(name).ToString();

        void NoEffect(string name, bool given, string reason)
        {
            if (given)
            {
                report.Warn(Member(name), "no_effect", $"Has no effect here: {reason}.");
            }
        }
    }
}
