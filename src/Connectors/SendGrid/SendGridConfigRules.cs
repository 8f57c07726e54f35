using System.Text;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.SendGrid;

/// <summary>What a SendGrid configuration must fulfil beyond its shape.</summary>
internal static class SendGridConfigRules
{
    // https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send and its page of limitations (2026-11-20).
    private const int MostCategories = 10;
    private const int LongestCategory = 255;
    private const int MostArguments = 10_000;

    public static void Check(SendGridConfig config, ConfigReport report)
    {
        report.HeaderSecret("apiKey", config.ApiKey);
        report.Mailbox("fromEmail", config.FromEmail);
        report.Line("fromName", config.FromName);
        report.Mailbox("replyTo", config.ReplyTo);
        Categories(config.Categories ?? [], report);
        if (config.CustomArgs is { } arguments && arguments.Sum(one => Encoding.UTF8.GetByteCount(one.Key) + Encoding.UTF8.GetByteCount(one.Value)) >= MostArguments)
        {
            report.Error("customArgs", "too_long", $"Names and values together have less than {MostArguments} bytes.");
        }

        SendGridTemplateRules.Check(config.Templates, report);
    }

    private static void Categories(IReadOnlyList<string> categories, ConfigReport report)
    {
        if (categories.Count > MostCategories)
        {
            report.Error("categories", "too_many", $"At most {MostCategories} categories.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, category) in categories.Index())
        {
            report.Line($"categories[{index}]", category);
            if (category.Length > LongestCategory)
            {
                report.Error($"categories[{index}]", "too_long", $"Has at most {LongestCategory} characters.");
            }

            if (!seen.Add(category))
            {
                report.Error($"categories[{index}]", "duplicate_value", "Stands there before; SendGrid takes each category once.");
            }
        }
    }
}
