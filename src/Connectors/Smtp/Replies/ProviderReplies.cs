using static EmailPlatform.Connectors.FaultScope;
using static EmailPlatform.Connectors.OutcomeKind;
using static EmailPlatform.Connectors.Smtp.Protocol.SmtpStep;

namespace EmailPlatform.Connectors.Smtp.Replies;

/// <summary>What certain providers say in words of their own. Most give the same code for the account's trouble and the message's.</summary>
internal static class ProviderReplies
{
    private const string Gmail = "support.google.com/a/answer/3726730";
    private const string SendGrid = "www.twilio.com/docs/sendgrid/for-developers/sending-email/smtp-errors-and-troubleshooting";
    private const string Ses = "docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html";
    private const string Exchange = "learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online";
    private const string Restricted = "The recipient takes mail from certain senders only.";
    private const string Aliyun = "www.alibabacloud.com/help/direct-mail/smtp-error-codes";

    public static IReadOnlyList<KnownReply> All { get; } =
    [
        new(Any, 550, "5.4.5", null, Deferred, Connector, "Gmail's daily limit of this account is used up; it opens again within 24 hours.", Gmail),
        new(Any, 5, null, "Daily user sending limit exceeded", Deferred, Connector, "Gmail's daily limit of this account is used up; it opens again within 24 hours.", Gmail),
        new(Any, 4, null, "Too many login attempts", Deferred, Connector, "The provider counts too many logins: wait, and lower the number of connections.", Gmail),
        new(Auth, 534, "5.7.9", null, Deferred, Connector, "Gmail wants an application-specific password or OAuth2 for this account.", Gmail),
        new(Auth, 534, null, null, Deferred, Connector, "The provider wants a stronger login: an application password or OAuth2.", Gmail),
        new(Any, 5, "5.7.26", null, Deferred, Connector, "The sender's domain fails SPF or DKIM: set up both for it.", Gmail),

        new(Content, 550, null, "verified Sender Identity", Deferred, Connector, "SendGrid does not know this sender: verify it under Sender Authentication.", SendGrid),
        new(Any, 403, null, "not authorized to send from", Deferred, Connector, "SendGrid does not know this sender: verify it under Sender Authentication.", SendGrid),
        new(Any, 5, null, "exceeded your messaging limits", Deferred, Connector, "SendGrid's limit of this account is used up.", SendGrid),
        new(Any, 4, null, "exceeded your messaging limits", Deferred, Connector, "SendGrid's limit of this account is used up.", SendGrid),
        new(Any, 4, null, "Maximum credits exceeded", Deferred, Connector, "SendGrid's credits of this account are used up.", SendGrid),
        new(Any, 5, null, "Maximum credits exceeded", Deferred, Connector, "SendGrid's credits of this account are used up.", SendGrid),

        new(Content, 554, null, "Email address is not verified", Deferred, Connector, "Amazon SES does not know this sender (in the sandbox, also the recipient): verify it in this region.", Ses),
        new(Content, 554, null, "Sending paused", Deferred, Connector, "Amazon SES has paused this account or configuration set.", Ses),
        new(Any, 554, null, "not authorized to perform", Deferred, Connector, "The IAM policy of these SMTP credentials lacks ses:SendRawEmail for this sender.", Ses),
        new(Any, 454, null, "Daily message quota exceeded", Deferred, Connector, "Amazon SES' daily quota of this account is used up.", Ses),
        new(Any, 454, null, "Maximum sending rate exceeded", Deferred, Connector, "Amazon SES' sending rate of this account is exceeded; lower delivery.concurrency.", Ses),

        new(Auth, 535, "5.7.139", null, Deferred, Connector, "Exchange Online has basic authentication switched off for this tenant or mailbox: use OAuth2, or allow authenticated SMTP.", Exchange),
        new(Any, 5, null, "SendAsDenied", Deferred, Connector, "Exchange Online does not let this mailbox send as fromEmail: grant Send As.", Exchange),
        new(Any, 5, "5.7.60", null, Deferred, Connector, "Exchange does not let this account send as fromEmail: grant Send As.", Exchange),
        new(Any, 5, "5.1.8", "outbound", Deferred, Connector, "Exchange Online has blocked this mailbox from sending (restricted users).", Exchange),
        new(Any, 5, "5.1.90", null, Deferred, Connector, "Exchange Online's daily limit of this mailbox is used up.", Exchange),
        new(Any, 5, "5.7.124", null, Rejected, Recipient, Restricted, Exchange),
        new(Any, 5, "5.7.129", null, Rejected, Recipient, Restricted, Exchange),
        new(Any, 5, "5.7.133", null, Rejected, Recipient, Restricted, Exchange),
        new(Any, 5, "5.7.134", null, Rejected, Recipient, Restricted, Exchange),
        new(Any, 5, "5.7.135", null, Rejected, Recipient, Restricted, Exchange),
        new(Any, 5, "5.7.136", null, Rejected, Recipient, Restricted, Exchange),
        new(Any, 432, "4.3.2", null, Deferred, Connector, "Exchange Online allows three connections per mailbox: lower the number of connections.", Exchange),

        new(Any, 526, null, null, Deferred, Connector, "Aliyun does not accept user and SMTP password: the password is set per sender address in the console.", Aliyun),
        new(Any, 5, null, "mail from address must be same as authorization user", Deferred, Connector, "fromEmail has to be the sender address that logs in.", Aliyun),
        new(Any, 5, null, "not owned by", Deferred, Connector, "This account may not use fromEmail as its sender.", "postfix.org/postconf.5.html#reject_sender_login_mismatch"),
    ];
}
