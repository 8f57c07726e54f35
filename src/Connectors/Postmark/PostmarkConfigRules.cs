using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Postmark;

/// <summary>What a Postmark configuration must fulfil beyond its shape.</summary>
internal static class PostmarkConfigRules
{
    // https://postmarkapp.com/developer/api/email-api (2026-11-20): the longest tag.
    private const int LongestTag = 1000;

    public static void Check(PostmarkConfig config, ConfigReport report)
    {
        report.HeaderSecret("serverToken", config.ServerToken);
        report.Mailbox("fromEmail", config.FromEmail);
        report.Line("fromName", config.FromName);
        report.Mailbox("replyTo", config.ReplyTo);
        Stream(config.MessageStream, report);
        report.Line("tag", config.Tag);
        if (config.Tag?.Length > LongestTag)
        {
            report.Error("tag", "too_long", $"Has at most {LongestTag} characters.");
        }

        Metadata(config.Metadata, report);
        PostmarkTemplateRules.Check(config.Templates, report);
    }

    private static void Stream(string? stream, ConfigReport report)
    {
        if (stream is not null && !stream.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            report.Error("messageStream", "invalid_value", "Is the ID of a stream, such as outbound, not its name: letters, digits, - and _.");
        }
    }

    // Postmark refuses keys that differ in case only: https://postmarkapp.com/support/article/1125-custom-metadata-faq (2026-11-20).
    private static void Metadata(IReadOnlyDictionary<string, string>? metadata, ConfigReport report)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in (metadata ?? new Dictionary<string, string>()).Keys)
        {
            if (!seen.Add(name))
            {
                report.Error(ConfigPath.Root.Member("metadata").Member(name).ToString(), "duplicate_member", "Differs from another name in case only.");
            }
        }
    }
}
