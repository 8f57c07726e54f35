namespace EmailPlatform.Connectors.Configuration;

/// <summary>What connectors do with the member <c>templates</c>.</summary>
internal static class ContentTemplates
{
    public static void Templates(this ConfigReport report, IReadOnlyList<ContentTemplate>? templates)
    {
        report.UsageTypes("templates", templates?.Select(template => template.UsageType).ToList());
        foreach (var (index, template) in templates?.Index() ?? [])
        {
            report.Line($"templates[{index}].subject", template.Subject);
            report.MailboxTemplate($"templates[{index}].replyTo", template.ReplyTo);
        }
    }

    /// <summary>As the platform renders them.</summary>
    public static IReadOnlyList<ConnectorTemplate> Describe(IReadOnlyList<ContentTemplate>? templates) =>
        [.. (templates ?? []).Select((template, index) => Describe(template, $"templates[{index}]"))];

    private static ConnectorTemplate Describe(ContentTemplate template, string path)
    {
        var content = $"{path}.content";
        return template.ContentType == ContentTemplateType.Html
            ? new ConnectorTemplate(path, template.UsageType, template.Subject, template.Content, null, template.ReplyTo, HtmlPath: content)
            : new ConnectorTemplate(path, template.UsageType, template.Subject, null, template.Content, template.ReplyTo, TextPath: content);
    }
}
