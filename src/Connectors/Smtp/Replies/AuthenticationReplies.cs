using static EmailPlatform.Connectors.FaultScope;
using static EmailPlatform.Connectors.OutcomeKind;
using static EmailPlatform.Connectors.Smtp.Protocol.SmtpStep;

namespace EmailPlatform.Connectors.Smtp.Replies;

/// <summary>Who may use the server, as RFC 4954 and RFC 3463 have it.</summary>
internal static class AuthenticationReplies
{
    private const string Rfc4954 = "RFC 4954, section 6";

    public static IReadOnlyList<KnownReply> All { get; } =
    [
        new(Auth, 535, null, null, Deferred, Connector, "User or password is wrong, or the account needs a password for applications.", Rfc4954),
        new(Auth, 432, "4.7.12", null, Deferred, Connector, "The account has to change its password first.", Rfc4954),
        new(Auth, 538, null, null, Deferred, Connector, "This mechanism needs encryption: switch TLS on.", Rfc4954),
        new(Auth, 504, null, null, Deferred, Connector, "The server does not know the mechanism that it offered: its operator has to mend that, or a proxy before it.", Rfc4954),
        new(Auth, 500, null, null, Deferred, Connector, "The server does not take the credentials: an access token may be too long for it.", Rfc4954),
        new(Auth, 454, null, null, Deferred, Platform, "The server cannot check credentials at the moment.", Rfc4954),
        new(Any, 530, "5.7.0", "STARTTLS", Deferred, Connector, "The server demands encryption: switch TLS on.", "RFC 3207, section 4"),
        new(Any, 530, null, null, Deferred, Connector, "The server demands a login: configure credentials.", Rfc4954),
        new(MailFrom | RcptTo | Data | Content, 535, null, null, Deferred, Connector, "The server does not accept the login: check the credentials.", Rfc4954),
        new(MailFrom | RcptTo | Data | Content, 550, null, "authentication required", Deferred, Connector, "The server demands a login: configure credentials.", "seen at Exim and qmail"),
    ];
}
