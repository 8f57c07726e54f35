using System.Text;
using EmailPlatform.Connectors.Smtp.Protocol;

namespace EmailPlatform.Connectors.Smtp.Replies;

/// <summary>Replies as providers give them, word for word from their documents and logs.</summary>
public sealed class ReplyJudgeTests
{
    [Theory]
    [InlineData("Auth", "535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials x - gsmtp", OutcomeKind.Deferred, FaultScope.Connector, "535 5.7.8")]
    [InlineData("Auth", "534-5.7.9 Application-specific password required. Learn more at\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x - gsmtp", OutcomeKind.Deferred, FaultScope.Connector, "534 5.7.9")]
    [InlineData("Auth", "454 4.7.0 Too many login attempts, please try again later. x - gsmtp", OutcomeKind.Deferred, FaultScope.Connector, "454 4.7.0")]
    [InlineData("Auth", "454 4.7.0 Temporary authentication failure: Connection lost to authentication server", OutcomeKind.Deferred, FaultScope.Platform, "454 4.7.0")]
    [InlineData("Auth", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", OutcomeKind.Deferred, FaultScope.Connector, "535 5.7.139")]
    [InlineData("Auth", "526 Authentication failure[0]", OutcomeKind.Deferred, FaultScope.Connector, "526")]
    [InlineData("Auth", "504 5.7.4 Unrecognized authentication type", OutcomeKind.Deferred, FaultScope.Connector, "504 5.7.4")]
    [InlineData("MailFrom", "530 5.7.0 Authentication Required. For more information, go to x - gsmtp", OutcomeKind.Deferred, FaultScope.Connector, "530 5.7.0")]
    [InlineData("MailFrom", "530 5.7.0 Must issue a STARTTLS command first", OutcomeKind.Deferred, FaultScope.Connector, "530 5.7.0")]
    [InlineData("MailFrom", "552 5.3.4 Message size exceeds fixed limit", OutcomeKind.Rejected, FaultScope.Message, "552 5.3.4")]
    [InlineData("MailFrom", "452 4.3.1 Insufficient system storage", OutcomeKind.Deferred, FaultScope.Platform, "452 4.3.1")]
    [InlineData("MailFrom", "550 5.1.8 Sender domain not found", OutcomeKind.Deferred, FaultScope.Connector, "550 5.1.8")]
    [InlineData("Content", "550 5.4.5 Daily user sending limit exceeded. x - gsmtp", OutcomeKind.Deferred, FaultScope.Connector, "550 5.4.5")]
    [InlineData("Content", "403 You are not authorized to send from that email address", OutcomeKind.Deferred, FaultScope.Connector, "403")]
    [InlineData("Content", "550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.", OutcomeKind.Deferred, FaultScope.Connector, "550")]
    [InlineData("Content", "554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: app@example.com", OutcomeKind.Deferred, FaultScope.Connector, "554")]
    [InlineData("MailFrom", "454 Throttling failure: Daily message quota exceeded.", OutcomeKind.Deferred, FaultScope.Connector, "454")]
    [InlineData("Content", "554 5.2.252 SendAsDenied; joe@example.com not allowed to send as app@example.com; STOREDRV.Submission.Exception:SendAsDeniedException", OutcomeKind.Deferred, FaultScope.Connector, "554 5.2.252")]
    [InlineData("RcptTo", "550-5.1.1 The email account that you tried to reach does not exist.\r\n550 5.1.1  https://support.google.com/mail/?p=NoSuchUser x - gsmtp", OutcomeKind.Rejected, FaultScope.Recipient, "550 5.1.1")]
    [InlineData("Content", "550 5.1.1 User unknown", OutcomeKind.Rejected, FaultScope.Recipient, "550 5.1.1")]
    [InlineData("RcptTo", "552 5.2.2 Mailbox full", OutcomeKind.Rejected, FaultScope.Recipient, "552 5.2.2")]
    [InlineData("RcptTo", "452 4.2.2 Mailbox full", OutcomeKind.Deferred, FaultScope.Recipient, "452 4.2.2")]
    [InlineData("RcptTo", "450 4.2.0 <joe@example.org>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/example.org.html", OutcomeKind.Deferred, FaultScope.Recipient, "450 4.2.0")]
    [InlineData("RcptTo", "451 4.7.1 Greylisting in action, please come back later", OutcomeKind.Deferred, FaultScope.Recipient, "451 4.7.1")]
    [InlineData("RcptTo", "554 5.7.1 <joe@example.org>: Relay access denied", OutcomeKind.Deferred, FaultScope.Connector, "554 5.7.1")]
    [InlineData("RcptTo", "550 relay not permitted", OutcomeKind.Deferred, FaultScope.Connector, "550")]
    [InlineData("RcptTo", "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", OutcomeKind.Deferred, FaultScope.Connector, "550 5.7.54")]
    [InlineData("RcptTo", "553 5.7.1 <app@example.com>: Sender address rejected: not owned by user joe", OutcomeKind.Deferred, FaultScope.Connector, "553 5.7.1")]
    [InlineData("RcptTo", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", OutcomeKind.Deferred, FaultScope.Connector, "554 5.7.1")]
    [InlineData("RcptTo", "550 5.7.1 Not for you", OutcomeKind.Deferred, FaultScope.Recipient, "550 5.7.1")]
    [InlineData("RcptTo", "553 sorry, that domain isn't in my list of allowed rcpthosts", OutcomeKind.Rejected, FaultScope.Recipient, "553")]
    [InlineData("RcptTo", "556 5.1.10 Recipient address has null MX", OutcomeKind.Rejected, FaultScope.Recipient, "556 5.1.10")]
    [InlineData("Content", "554 5.7.1 Spam message rejected", OutcomeKind.Rejected, FaultScope.Message, "554 5.7.1")]
    [InlineData("Content", "550-5.7.26 This mail has been blocked because the sender is unauthenticated.\r\n550 5.7.26 x - gsmtp", OutcomeKind.Deferred, FaultScope.Connector, "550 5.7.26")]
    [InlineData("Content", "451 4.3.0 Error: queue file write error", OutcomeKind.Deferred, FaultScope.Platform, "451 4.3.0")]
    [InlineData("Content", "421 4.7.0 Try again later, closing connection. x - gsmtp", OutcomeKind.Deferred, FaultScope.Platform, "421 4.7.0")]
    [InlineData("Greeting", "554 5.7.1 No SMTP service here", OutcomeKind.Deferred, FaultScope.Connector, "554 5.7.1")]
    [InlineData("Greeting", "521 no mail here", OutcomeKind.Deferred, FaultScope.Connector, "521")]
    [InlineData("StartTls", "454 4.7.0 TLS not available due to local problem", OutcomeKind.Deferred, FaultScope.Platform, "454 4.7.0")]
    [InlineData("StartTls", "502 5.5.1 Command not implemented", OutcomeKind.Deferred, FaultScope.Connector, "502 5.5.1")]
    [InlineData("RcptTo", "503 5.5.1 Error: need MAIL command", OutcomeKind.Deferred, FaultScope.Connector, "503 5.5.1")]
    [InlineData("RcptTo", "500 what", OutcomeKind.Deferred, FaultScope.Connector, "500")]
    [InlineData("RcptTo", "501 Syntax error in address", OutcomeKind.Rejected, FaultScope.Recipient, "501")]
    [InlineData("RcptTo", "501 5.5.2 Syntax error", OutcomeKind.Deferred, FaultScope.Recipient, "501 5.5.2")]
    [InlineData("RcptTo", "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).", OutcomeKind.Rejected, FaultScope.Recipient, "550 5.5.0")]
    [InlineData("RcptTo", "550 5.7.1 Message refused by policy", OutcomeKind.Deferred, FaultScope.Recipient, "550 5.7.1")]
    [InlineData("RcptTo", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", OutcomeKind.Rejected, FaultScope.Recipient, "550 5.7.133")]
    [InlineData("RcptTo", "550 5.7.17 Mailbox owner has changed", OutcomeKind.Rejected, FaultScope.Recipient, "550 5.7.17")]
    [InlineData("RcptTo", "525 5.7.13 User Account Disabled", OutcomeKind.Deferred, FaultScope.Connector, "525 5.7.13")]
    [InlineData("RcptTo", "550 5.7.708 Access denied, traffic not accepted from this IP", OutcomeKind.Deferred, FaultScope.Connector, "550 5.7.708")]
    [InlineData("RcptTo", "554 5.7.1 <joe@example.org>: Recipient address rejected: Access denied", OutcomeKind.Rejected, FaultScope.Recipient, "554 5.7.1")]
    [InlineData("Data", "503 5.5.1 RCPT first", OutcomeKind.Deferred, FaultScope.Connector, "503 5.5.1")]
    [InlineData("Data", "554 5.5.1 Error: no valid recipients", OutcomeKind.Deferred, FaultScope.Connector, "554 5.5.1")]
    [InlineData("Content", "500 5.5.2 Error: bad syntax", OutcomeKind.Deferred, FaultScope.Connector, "500 5.5.2")]
    [InlineData("Content", "504 no", OutcomeKind.Deferred, FaultScope.Connector, "504")]
    [InlineData("Content", "554 5.7.13 User account disabled", OutcomeKind.Deferred, FaultScope.Connector, "554 5.7.13")]
    [InlineData("Data", "354 what", OutcomeKind.Deferred, FaultScope.Platform, "354")]
    public void Judge_KnownReply_TellsWhoseFaultItIs(string step, string lines, OutcomeKind kind, FaultScope scope, string code)
    {
        var raw = Encoding.UTF8.GetBytes(lines + "\r\n");
        Assert.Equal(ReplyState.Complete, ReplyParser.Parse(raw, out _, out var number));

        var outcome = ReplyJudge.Judge(Enum.Parse<SmtpStep>(step), new SmtpReply(number, raw));

        Assert.Equal((kind, scope, code), (outcome.Kind, outcome.Scope, outcome.Code));
        Assert.NotNull(outcome.Reply);
    }

    [Fact]
    public void Table_EveryEntry_HasHintAndSourceAndStandsOnce()
    {
        Assert.All(KnownReplies.All, entry => Assert.False(string.IsNullOrEmpty(entry.Hint) || string.IsNullOrEmpty(entry.Source)));
        Assert.Equal(KnownReplies.All.Count, KnownReplies.All.DistinctBy(entry => (entry.Steps, entry.Code, entry.Status, entry.Words)).Count());
    }

    [Theory]
    [InlineData("250 2.0.0 Ok: queued as 4XyZ12", "4XyZ12")]
    [InlineData("250 Ok: queued as aBc-DeF_1", "aBc-DeF_1")]
    [InlineData("250 Ok 0102018f2c3d4e5f-01234567-89ab-cdef-0123-456789abcdef-000000", "0102018f2c3d4e5f-01234567-89ab-cdef-0123-456789abcdef-000000")]
    [InlineData("250 2.0.0 Ok", null)]
    [InlineData("250 Ok thanks", null)]
    public void QueueId_Reply_IsFoundWhereThereIsOne(string reply, string? expected) => Assert.Equal(expected, QueueId.Find(reply));
}
