using EmailPlatform.Platform.Templates;

namespace EmailPlatform.Server.Templates;

/// <summary>A template. Every member may hold <c>{{path.to.value}}</c> and <c>{{path|default}}</c>.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Html">The HTML part; at least one of the two parts is needed.</param>
/// <param name="Text">The text part; derived from the HTML when absent.</param>
/// <param name="ReplyTo">One mailbox.</param>
/// <param name="SenderName">A display name, or a mailbox in place of the connector's own sender.</param>
internal sealed record TemplateBody(string Subject, string? Html = null, string? Text = null, string? ReplyTo = null, string? SenderName = null)
{
    public TemplateSource ToSource() => new(Subject, Html, Text, ReplyTo, SenderName);
}
