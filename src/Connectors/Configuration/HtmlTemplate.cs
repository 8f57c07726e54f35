using System.ComponentModel;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>A template inside a configuration: HTML, with a text beside it where it is not to be derived.</summary>
internal sealed record HtmlTemplate(
    [Description("Register, SignIn, ForgotPassword, Generic, …; unknown ones are kept.")] string UsageType,
    [Description("One line; {{code}} and other variables stand in double braces.")] string Subject,
    [Description("The HTML, with variables in double braces.")] string Content,
    [Description("The plain text, with variables in double braces; derived from the HTML when absent.")] string? Text = null,
    [Description("Where answers to this mail go.")] string? ReplyTo = null);
