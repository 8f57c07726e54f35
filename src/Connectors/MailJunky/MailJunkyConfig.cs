using System.ComponentModel;

namespace EmailPlatform.Connectors.MailJunky;

internal sealed record MailJunkyConfig(
    [Description("An API key, mj_live_….")]
    [BoundTo]
    Secret ApiKey,
    [Description("The sender's address, of a verified domain; a name may stand before it.")] string FromEmail,
    [Description("The name shown with the sender, in place of one in fromEmail.")] string? FromName = null,
    [Description("Where answers go, unless the message or its template says otherwise.")] string? ReplyTo = null,
    [Description("Templates for when the tenant has none of its own. Absent, or with at least Register, SignIn, ForgotPassword and Generic.")]
    IReadOnlyList<MailJunkyTemplate>? Templates = null);
