using static EmailPlatform.Connectors.FaultScope;
using static EmailPlatform.Connectors.OutcomeKind;
using static EmailPlatform.Connectors.Smtp.Protocol.SmtpStep;

namespace EmailPlatform.Connectors.Smtp.Replies;

/// <summary>What the standards say about a reply where that is more, or other, than its step tells.</summary>
internal static class StandardReplies
{
    private const string Rfc5321 = "RFC 5321, section 4.2";
    private const string Rfc3463 = "RFC 3463";
    private const string OutOfOrder = "The server does not know a command of ours, or not at this point: look for a proxy or filter in front of it.";
    private const string Postfix = "postfix.org/postconf.5.html, smtpd restrictions";

    public static IReadOnlyList<KnownReply> All { get; } =
    [
        new(Any, 421, null, null, Deferred, Platform, "The server has no time for us now; it may limit connections.", Rfc5321),
        new(Greeting | Hello, 521, null, null, Deferred, Connector, "This host takes no mail: check host.", "RFC 7504"),
        new(RcptTo, 556, null, null, Rejected, Recipient, "The recipient's domain takes no mail.", "RFC 7504"),
        new(Hello | MailFrom | RcptTo | Content, 554, null, "Client host rejected", Deferred, Connector, "The server does not let this platform's address in.", Postfix),
        new(Any, 5, null, "blocked using", Deferred, Connector, "This platform's address is on a block list that the server uses.", Postfix),
        new(Hello | MailFrom | RcptTo, 5, null, "Helo command rejected", Deferred, Connector, "The server does not like the EHLO name: set name to the host's own.", Postfix),
        new(MailFrom | RcptTo | Content, 5, null, "Sender address rejected", Deferred, Connector, "The server refuses the sender: check fromEmail, and that this account may use it.", Postfix),
        new(RcptTo, 5, null, "Relay access denied", Deferred, Connector, "The server does not relay for us: configure credentials, or have it allow this platform.", "seen at Postfix"),
        new(RcptTo, 5, null, "relay not permitted", Deferred, Connector, "The server does not relay for us: configure credentials, or have it allow this platform.", "seen at Exim"),
        new(RcptTo, 5, null, "Relaying denied", Deferred, Connector, "The server does not relay for us: configure credentials, or have it allow this platform.", "seen at Sendmail"),
        new(RcptTo, 5, null, "Unable to relay", Deferred, Connector, "The server does not relay for us: configure credentials, or have it allow this platform.", "seen at Exchange"),
        new(RcptTo, 450, "4.7.1", null, Deferred, Recipient, "Greylisting: the server takes the message after a while.", "RFC 6647"),
        new(RcptTo, 451, "4.7.1", null, Deferred, Recipient, "Greylisting: the server takes the message after a while.", "RFC 6647"),
        new(MailFrom | Content, 552, "5.3.4", null, Rejected, Message, "The message is larger than the server takes.", "RFC 1870"),
        new(Any, 5, "5.2.3", null, Rejected, Message, "The message is larger than the mailbox takes.", Rfc3463),
        new(MailFrom | Data | Content, 552, null, null, Rejected, Message, "The message is larger than the server takes.", Rfc5321),
        new(Any, 4, "4.2.", null, Deferred, Recipient, "The recipient's mailbox takes nothing now: full, locked or over its rate.", Rfc3463),
        new(Any, 452, null, null, Deferred, Platform, "The server is out of space.", Rfc5321),
        new(MailFrom, 4, "4.1.8", null, Deferred, Connector, "The server cannot find the sender's domain: check fromEmail.", Rfc3463),
        new(Any, 5, "5.1.7", null, Deferred, Connector, "The server finds the sender's address malformed: check fromEmail.", Rfc3463),
        new(Any, 5, "5.1.8", null, Deferred, Connector, "The server cannot find the sender's domain: check fromEmail.", Rfc3463),
        new(RcptTo | Data | Content, 5, "5.1.", null, Rejected, Recipient, "The recipient's address does not exist.", Rfc3463),
        new(RcptTo | Data | Content, 5, "5.2.", null, Rejected, Recipient, "The recipient's mailbox takes no mail: full, closed or restricted.", Rfc3463),
        new(Any, 5, "5.6.7", null, Rejected, Recipient, "The address needs SMTPUTF8, which the server or one behind it lacks.", "RFC 6531, section 3.5"),
        new(Data | Content, 5, "5.6.", null, Rejected, Message, "The server refuses this content.", Rfc3463),
        ..PolicyReplies.All,
        new(RcptTo, 550, "5.5.0", "mailbox unavailable", Rejected, Recipient, "The recipient's mailbox does not exist.", "seen at Outlook.com"),
        new(RcptTo, 501, "5.5.", null, Deferred, Recipient, "The server does not understand RCPT with this address.", Rfc3463),
        new(RcptTo | Data | Content, 5, "5.5.", null, Deferred, Connector, OutOfOrder, Rfc3463),
        new(RcptTo | Data | Content, 500, null, null, Deferred, Connector, OutOfOrder, Rfc5321),
        new(Data | Content, 501, null, null, Deferred, Connector, OutOfOrder, Rfc5321),
        new(RcptTo | Data | Content, 502, null, null, Deferred, Connector, OutOfOrder, Rfc5321),
        new(RcptTo | Data | Content, 503, null, null, Deferred, Connector, OutOfOrder, Rfc5321),
        new(RcptTo | Data | Content, 504, null, null, Deferred, Connector, OutOfOrder, Rfc5321),
        new(MailFrom, 555, null, null, Deferred, Connector, "The server does not take a parameter that it offered.", Rfc5321),
    ];
}
