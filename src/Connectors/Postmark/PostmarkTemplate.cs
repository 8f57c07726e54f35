using System.ComponentModel;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Postmark;

/// <summary>Either the alias of a template at Postmark, or a content with its subject.</summary>
internal sealed record PostmarkTemplate(
    [Description("Register, SignIn, ForgotPassword, Generic, …; unknown ones are kept.")] string UsageType,
    [Description("The alias of a template at Postmark, which gets the whole payload as its model.")] string? TemplateAlias = null,
    [Description("Of a content of your own.")] ContentTemplateType? ContentType = null,
    [Description("One line; {{code}} and other variables stand in double braces.")] string? Subject = null,
    [Description("The text or HTML, with variables in double braces.")] string? Content = null,
    [Description("Where answers to this mail go.")] string? ReplyTo = null);
