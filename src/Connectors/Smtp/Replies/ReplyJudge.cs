using EmailPlatform.Connectors.Smtp.Protocol;

namespace EmailPlatform.Connectors.Smtp.Replies;

/// <summary>
/// Turns a reply that is not the good one into an outcome: by the table of known replies, else by the step and the
/// reply's class.
/// </summary>
internal static class ReplyJudge
{
    public static Outcome Judge(SmtpStep step, in SmtpReply reply)
    {
        var text = reply.ReadText();
        var status = reply.Status;
        var code = reply.Code;
        var known = KnownReplies.All.FirstOrDefault(entry => entry.Fits(step, code, status, text));
        if (known is not null)
        {
            return new Outcome(known.Kind, known.Scope, reply.FullCode, text, Hint: known.Hint);
        }

        if (reply.IsTransient)
        {
            return Outcome.Deferred(step == SmtpStep.RcptTo ? FaultScope.Recipient : FaultScope.Platform, reply.FullCode, text);
        }

        if (code < 500)
        {
            return Outcome.Deferred(FaultScope.Platform, reply.FullCode, text, hint: "The server gave a reply that is not one to this command.");
        }

        return step switch
        {
            SmtpStep.RcptTo => Outcome.Rejected(FaultScope.Recipient, reply.FullCode, text, "The server refuses this recipient."),
            SmtpStep.Data or SmtpStep.Content => Outcome.Rejected(FaultScope.Message, reply.FullCode, text, "The server refuses this content."),
            SmtpStep.MailFrom => Outcome.Deferred(FaultScope.Connector, reply.FullCode, text, hint: "The server refuses the sender: check fromEmail, and that this account may use it."),
            SmtpStep.Auth => Outcome.Deferred(FaultScope.Connector, reply.FullCode, text, hint: "The server refuses these credentials: check user and password."),
            SmtpStep.StartTls => Outcome.Deferred(FaultScope.Connector, reply.FullCode, text, hint: "The server refuses STARTTLS: use its TLS port (usually 465) with secure."),
            _ => Outcome.Deferred(FaultScope.Connector, reply.FullCode, text, hint: "The server refuses to talk to us: check host and port, and whether it lets this platform's address in."),
        };
    }
}
