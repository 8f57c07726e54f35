using static EmailPlatform.Connectors.FaultScope;
using static EmailPlatform.Connectors.OutcomeKind;
using static EmailPlatform.Connectors.Smtp.Protocol.SmtpStep;

namespace EmailPlatform.Connectors.Smtp.Replies;

/// <summary>
/// Statuses 5.7: whom the policy is about. Only some are about the recipient, most about the account, the sender's domain
/// or our address. 5.7.0 and 5.7.1 at RCPT may be any of these: such mail waits as the recipient's, for a single address
/// that is refused must not stop all the others of the tenant.
/// </summary>
internal static class PolicyReplies
{
    private const string Registry = "IANA, SMTP Enhanced Status Codes";
    private const string Rfc7293 = "RFC 7293";
    private const string Rfc7372 = "RFC 7372";
    private const string Account = "The server's policy refuses this account: check credentials and the account's state.";

    public static IReadOnlyList<KnownReply> All { get; } =
    [
        new(RcptTo, 5, "5.7.1", "Recipient address rejected", Rejected, Recipient, "The server refuses this recipient.", "postfix.org/postconf.5.html, smtpd restrictions"),
        new(Any, 5, "5.7.2", null, Rejected, Recipient, "The recipient is a list that does not take mail from this sender.", Registry),
        new(Any, 5, "5.7.17", null, Rejected, Recipient, "The mailbox has another owner than before.", Rfc7293),
        new(Any, 5, "5.7.18", null, Rejected, Recipient, "The recipient's domain has another owner than before.", Rfc7293),
        new(Any, 5, "5.7.23", null, Deferred, Connector, "SPF of the sender's domain does not allow this server.", Rfc7372),
        new(Any, 5, "5.7.20", null, Deferred, Connector, "The message lacks a DKIM signature that passes.", Rfc7372),
        new(Any, 5, "5.7.25", null, Deferred, Connector, "The sending address lacks a matching reverse name.", Rfc7372),
        new(Any, 5, "5.7.13", null, Deferred, Connector, Account, "RFC 5248"),
        new(Any, 5, "5.7.14", null, Deferred, Connector, Account, "RFC 5248"),
        new(RcptTo, 5, "5.7.0", null, Deferred, Recipient, "The server's policy refuses us, the sender or this recipient.", Registry),
        new(RcptTo, 5, "5.7.1", null, Deferred, Recipient, "The server's policy refuses us, the sender or this recipient.", Registry),
        new(RcptTo, 5, "5.7.", null, Deferred, Connector, "The server's policy refuses us or the sender, not this recipient.", Registry),
        new(Data | Content, 5, "5.7.", null, Rejected, Message, "The server's policy refuses this message.", Registry),
    ];
}
