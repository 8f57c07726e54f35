namespace EmailPlatform.Connectors.Configuration;

/// <summary>What connectors do with the member <c>templates</c> where all of them are HTML.</summary>
internal static class HtmlTemplates
{
    public static void Templates(this ConfigReport report, IReadOnlyList<HtmlTemplate>? templates)
    {
        report.UsageTypes("templates", templates?.Select(template => template.UsageType).ToList());
        foreach (var (index, template) in templates?.Index() ?? [])
        {
            report.Line($"templates[{index}].subject", template.Subject);
            report.MailboxTemplate($"templates[{index}].replyTo", template.ReplyTo);
        }
    }

    /// <summary>As the platform renders them.</summary>
    public static IReadOnlyList<ConnectorTemplate> Describe(IReadOnlyList<HtmlTemplate>? templates) =>
        [.. (templates ?? []).Select((template, index) => Describe(template, $"templates[{index}]"))];

    private static ConnectorTemplate Describe(HtmlTemplate template, string path) => new(
        path,
        template.UsageType,
        template.Subject,
        template.Content,
        template.Text,
        template.ReplyTo,
        HtmlPath: $"{path}.content",
        TextPath: template.Text is null ? null : $"{path}.text");
}
