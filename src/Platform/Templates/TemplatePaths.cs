using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates;

/// <summary>How the members of a template are called where it came from.</summary>
internal sealed record TemplatePaths(string Subject, string Html, string Text, string ReplyTo, string SenderName)
{
    public static TemplatePaths Plain { get; } = new("subject", "html", "text", "replyTo", "senderName");

    public static TemplatePaths From(ConnectorTemplate template) => new(
        $"{template.Path}.subject",
        template.HtmlPath ?? template.TextPath ?? $"{template.Path}.content",
        template.TextPath ?? $"{template.Path}.text",
        $"{template.Path}.replyTo",
        $"{template.Path}.senderName");
}
