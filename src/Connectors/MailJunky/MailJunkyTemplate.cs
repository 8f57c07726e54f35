using System.ComponentModel;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.MailJunky;

/// <summary>The common template of configurations, where HTML need not be said.</summary>
internal sealed record MailJunkyTemplate(
    [Description("Register, SignIn, ForgotPassword, Generic, …; unknown ones are kept.")] string UsageType,
    [Description("One line; {{code}} and other variables stand in double braces.")] string Subject,
    [Description("The HTML or text, with variables in double braces.")] string Content,
    ContentTemplateType Type = ContentTemplateType.Html,
    [Description("Where answers to this mail go.")] string? ReplyTo = null)
{
    public static IReadOnlyList<ContentTemplate>? Common(IReadOnlyList<MailJunkyTemplate>? templates) => templates is null
        ? null
        : [.. templates.Select(template => new ContentTemplate(template.UsageType, template.Type, template.Subject, template.Content, template.ReplyTo))];
}
