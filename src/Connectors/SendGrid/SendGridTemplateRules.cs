using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.SendGrid;

internal static class SendGridTemplateRules
{
    public static void Check(IReadOnlyList<SendGridTemplate>? templates, ConfigReport report)
    {
        report.UsageTypes("templates", templates?.Select(template => template.UsageType).ToList());
        foreach (var (index, template) in templates?.Index() ?? [])
        {
            var path = $"templates[{index}]";
            report.Line($"{path}.subject", template.Subject);
            report.MailboxTemplate($"{path}.replyTo", template.ReplyTo);
            if (template.TemplateId is { } id)
            {
                Dynamic(template, id, path, report);
            }
            else
            {
                Content(template, path, report);
            }
        }
    }

    private static void Dynamic(SendGridTemplate template, string id, string path, ConfigReport report)
    {
        if (template.Type is not null || template.Subject is not null || template.Content is not null || template.ReplyTo is not null)
        {
            report.Error($"{path}.templateId", "invalid_value", "Stands alone: a template at SendGrid has its own subject and content.");
        }
        else if (!id.StartsWith("d-", StringComparison.Ordinal) || !id.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        {
            report.Error($"{path}.templateId", "invalid_value", "Is the ID of a dynamic template: d- and 32 hexadecimal digits. Legacy templates take no data.");
        }
    }

    private static void Content(SendGridTemplate template, string path, ConfigReport report)
    {
        Demand(template.Type is not null, "type");
        Demand(template.Subject is not null, "subject");
        Demand(template.Content is not null, "content");

        void Demand(bool given, string member)
        {
            if (!given)
            {
                report.Error($"{path}.{member}", "required", "Is required, or in place of type, subject and content a templateId.");
            }
        }
    }
}
