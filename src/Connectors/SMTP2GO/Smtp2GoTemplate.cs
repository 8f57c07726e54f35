using System.ComponentModel;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.SMTP2GO;

/// <summary>The common template of configurations, with this one's name for its kind.</summary>
internal sealed record Smtp2GoTemplate(
    [Description("Register, SignIn, ForgotPassword, Generic, …; unknown ones are kept.")] string UsageType,
    ContentTemplateType Type,
    [Description("One line; {{code}} and other variables stand in double braces.")] string Subject,
    [Description("The text or HTML, with variables in double braces.")] string Content,
    [Description("Where answers to this mail go.")] string? ReplyTo = null)
{
    public static IReadOnlyList<ContentTemplate>? Common(IReadOnlyList<Smtp2GoTemplate>? templates) => templates is null
        ? null
        : [.. templates.Select(template => new ContentTemplate(template.UsageType, template.Type, template.Subject, template.Content, template.ReplyTo))];
}
