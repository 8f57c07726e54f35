using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.SendGrid;

internal static class SendGridTemplates
{
    public static RemoteTemplates Remote(IReadOnlyList<SendGridTemplate>? templates) =>
        new((templates ?? []).Select(template => (template.UsageType, template.TemplateId)));

    /// <summary>Those that the platform renders.</summary>
    public static IReadOnlyList<ConnectorTemplate> Own(IReadOnlyList<SendGridTemplate>? templates) =>
    [
        .. (templates ?? []).Index().Where(entry => entry.Item.TemplateId is null).Select(entry => Describe(entry.Item, $"templates[{entry.Index}]")),
    ];

    private static ConnectorTemplate Describe(SendGridTemplate template, string path)
    {
        var isHtml = template.Type == ContentTemplateType.Html;
        var content = $"{path}.content";
        return new ConnectorTemplate(
            path,
            template.UsageType,
            template.Subject ?? "",
            isHtml ? template.Content : null,
            isHtml ? null : template.Content,
            template.ReplyTo,
            isHtml ? content : null,
            isHtml ? null : content);
    }
}
