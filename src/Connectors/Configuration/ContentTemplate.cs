using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Configuration;

internal enum ContentTemplateType
{
    [JsonStringEnumMemberName("text/plain")]
    Text,

    [JsonStringEnumMemberName("text/html")]
    Html,
}

/// <summary>A template inside a configuration: one content that is text or HTML.</summary>
internal sealed record ContentTemplate(
    [Description("Register, SignIn, ForgotPassword, Generic, …; unknown ones are kept.")] string UsageType,
    ContentTemplateType ContentType,
    [Description("One line; {{code}} and other variables stand in double braces.")] string Subject,
    [Description("The text or HTML, with variables in double braces.")] string Content,
    [Description("Where answers to this mail go.")] string? ReplyTo = null);
