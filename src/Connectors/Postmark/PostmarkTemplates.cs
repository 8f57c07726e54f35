using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Postmark;

internal static class PostmarkTemplates
{
    public static RemoteTemplates Remote(IReadOnlyList<PostmarkTemplate>? templates) =>
        new((templates ?? []).Select(template => (template.UsageType, template.TemplateAlias)));

    /// <summary>Those that the platform renders.</summary>
    public static IReadOnlyList<ConnectorTemplate> Own(IReadOnlyList<PostmarkTemplate>? templates) =>
    [
        .. (templates ?? []).Index().Where(entry => entry.Item.TemplateAlias is null).Select(entry => Describe(entry.Item, $"templates[{entry.Index}]")),
    ];

    private static ConnectorTemplate Describe(PostmarkTemplate template, string path)
    {
        var isHtml = template.ContentType == ContentTemplateType.Html;
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
