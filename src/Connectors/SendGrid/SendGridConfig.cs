using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.SendGrid;

internal sealed record SendGridConfig(
    [Description("An API key with the permission Mail Send.")]
    [BoundTo("region")]
    Secret ApiKey,
    [Description("The sender's address, a verified sender or of an authenticated domain; a name may stand before it.")] string FromEmail,
    [Description("The name shown with the sender, in place of one in fromEmail.")] string? FromName = null,
    [Description("eu for the key of a regional EU subuser; absent or global for all others.")] SendGridRegion? Region = null,
    [Description("Where answers go, unless the message or its template says otherwise.")] string? ReplyTo = null,
    [Description("Categories of every message, at most ten.")] IReadOnlyList<string>? Categories = null,
    [Description("Custom arguments of every message, which come back in events.")] IReadOnlyDictionary<string, string>? CustomArgs = null,
    [Description("Contents of your own, or dynamic templates of SendGrid's by their ID. Absent, or with at least Register, SignIn, ForgotPassword and Generic.")]
    IReadOnlyList<SendGridTemplate>? Templates = null);

internal enum SendGridRegion
{
    [JsonStringEnumMemberName("global")]
    Global,

    [JsonStringEnumMemberName("eu")]
    Eu,
}
