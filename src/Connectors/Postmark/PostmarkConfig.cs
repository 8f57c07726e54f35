using System.ComponentModel;

namespace EmailPlatform.Connectors.Postmark;

internal sealed record PostmarkConfig(
    [Description("The token of a server, from its tab API Tokens. POSTMARK_API_TEST checks messages and sends none.")]
    [BoundTo]
    Secret ServerToken,
    [Description("The sender: an address, or a name with an address in angle brackets. It needs a confirmed sender signature or domain.")] string FromEmail,
    [Description("The name shown with the sender, in place of one in fromEmail.")] string? FromName = null,
    [Description("Where answers go, unless the message or its template says otherwise.")] string? ReplyTo = null,
    [Description("The ID of a message stream; absent for the server's transactional one.")] string? MessageStream = null,
    [Description("The tag of every message.")] string? Tag = null,
    [Description("Metadata of every message.")] IReadOnlyDictionary<string, string>? Metadata = null,
    [Description("Absent for what the server is set to.")] bool? TrackOpens = null,
    [Description("Absent for what the server is set to.")] PostmarkLinkTracking? TrackLinks = null,
    [Description("Postmark's templates by their alias, or contents of your own. Absent, or with at least Register, SignIn, ForgotPassword and Generic.")]
    IReadOnlyList<PostmarkTemplate>? Templates = null);

internal enum PostmarkLinkTracking
{
    None,
    HtmlAndText,
    HtmlOnly,
    TextOnly,
}
