using System.ComponentModel;

namespace EmailPlatform.Connectors.SMTP2GO;

internal sealed record Smtp2GoConfig(
    [Description("An API key with the permission to send.")]
    [BoundTo]
    Secret ApiKey,
    [Description("The sender's address, alone: verified at SMTP2GO, or of a verified domain.")] string Sender,
    [Description("The name shown with the sender.")] string? SenderName = null,
    [Description("Where answers go, unless the message or its template says otherwise.")] string? ReplyTo = null,
    [Description("Templates for when the tenant has none of its own. Absent, or with at least Register, SignIn, ForgotPassword and Generic.")]
    IReadOnlyList<Smtp2GoTemplate>? Templates = null);
