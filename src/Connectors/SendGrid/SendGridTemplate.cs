using System.ComponentModel;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.SendGrid;

/// <summary>Either a content with its subject, or the ID of a dynamic template at SendGrid.</summary>
internal sealed record SendGridTemplate(
    [Description("Register, SignIn, ForgotPassword, Generic, …; unknown ones are kept.")] string UsageType,
    [Description("Of a content of your own.")] ContentTemplateType? Type = null,
    [Description("One line; {{code}} and other variables stand in double braces.")] string? Subject = null,
    [Description("The text or HTML, with variables in double braces.")] string? Content = null,
    [Description("Where answers to this mail go.")] string? ReplyTo = null,
    [Description("The ID of a dynamic template, d-…, which gets the whole payload as its data.")] string? TemplateId = null);
