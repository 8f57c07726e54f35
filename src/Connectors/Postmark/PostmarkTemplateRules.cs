using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Postmark;

internal static class PostmarkTemplateRules
{
    public static void Check(IReadOnlyList<PostmarkTemplate>? templates, ConfigReport report)
    {
        report.UsageTypes("templates", templates?.Select(template => template.UsageType).ToList());
        foreach (var (index, template) in templates?.Index() ?? [])
        {
            var path = $"templates[{index}]";
            report.Line($"{path}.subject", template.Subject);
            report.MailboxTemplate($"{path}.replyTo", template.ReplyTo);
            if (template.TemplateAlias is null)
            {
                Content(template, path, report);
            }
            else if (template.ContentType is not null || template.Subject is not null || template.Content is not null || template.ReplyTo is not null)
            {
                report.Error($"{path}.templateAlias", "invalid_value", "Stands alone: a template at Postmark has its own subject and content.");
            }
        }
    }

    private static void Content(PostmarkTemplate template, string path, ConfigReport report)
    {
        if (template.ContentType is null && template.Subject is null && template.Content is null)
        {
            report.Error($"{path}.templateAlias", "required", "Is required, or in its place contentType, subject and content.");
            return;
        }

        Demand(template.ContentType is not null, "contentType");
        Demand(template.Subject is not null, "subject");
        Demand(template.Content is not null, "content");

        void Demand(bool given, string member)
        {
            if (!given)
            {
                report.Error($"{path}.{member}", "required", "Is required beside the others of a content.");
            }
        }
    }
}
