using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.Mime;

namespace EmailPlatform.Connectors.Smtp.Configuration;

internal static class SmtpHeaderRules
{
    // Orders that only file the mail in the configuration's own account, and that some accounts demand.
    private static readonly string[] Labels =
        ["X-Mailgun-Tag", "X-MC-Subaccount", "X-MC-Tags", "X-PM-Message-Stream", "X-PM-Tag", "X-SES-CONFIGURATION-SET", "X-SES-MESSAGE-TAGS"];

    public static void Check(IReadOnlyDictionary<string, IReadOnlyList<Secret>>? headers, ConfigReport report)
    {
        foreach (var (name, values) in headers ?? new Dictionary<string, IReadOnlyList<Secret>>())
        {
            var header = ConfigPath.Root.Member("customHeaders").Member(name);
            if (HeaderRules.Check(name, "") is { } wrongName)
            {
                report.Error(header.ToString(), "header_not_allowed", wrongName);
                continue;
            }

            if (HeaderRules.SteersProvider(name) && !Labels.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                report.Error(header.ToString(), "header_not_allowed", "Is an instruction to the server that can name further recipients.");
                continue;
            }

            foreach (var (index, value) in values.Index())
            {
                if (HeaderRules.Check(name, value.Reveal()) is { } wrongValue)
                {
                    report.Error(header.Index(index).ToString(), "invalid_value", wrongValue);
                }
            }
        }
    }
}
