using System.ComponentModel;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.DevelopmentMailbox;

internal sealed record MailboxConfig(
    [Description("The sender: an address, or a name with an address in angle brackets.")] string FromEmail = MailboxConfig.DefaultFrom,
    [Description("The name shown with the sender.")] string? FromName = null,
    [Description("Templates for when the tenant has none of its own. Absent, or with at least Register, SignIn, ForgotPassword and Generic.")]
    IReadOnlyList<ContentTemplate>? Templates = null)
{
    // A domain that RFC 2606 keeps out of use: answers to it reach nobody.
    public const string DefaultFrom = "mailbox@development.example";
}
