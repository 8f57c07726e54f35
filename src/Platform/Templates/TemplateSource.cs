using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates;

/// <summary>A template as its author wrote it. Every member may hold <c>{{path.to.value}}</c> and <c>{{path|default}}</c>.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Html">The HTML part; at least one of the two parts is there.</param>
/// <param name="Text">The text part; derived from the HTML when absent.</param>
/// <param name="ReplyTo">One mailbox.</param>
/// <param name="SenderName">A display name, or a mailbox in place of the connector's own sender.</param>
public sealed record TemplateSource(
    string Subject,
    string? Html = null,
    string? Text = null,
    string? ReplyTo = null,
    string? SenderName = null)
{
    /// <summary>Largest template, all parts together, in UTF-8.</summary>
    public const int MaxBytes = 512 * 1024;

    public static TemplateSource From(ConnectorTemplate template) =>
        new(template.Subject, template.Html, template.Text, template.ReplyTo);
}
