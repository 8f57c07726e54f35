namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>Notes the steps of a test's message; does nothing for real mail.</summary>
internal sealed class TransactionStages(StageLog? stages)
{
    private long _begin = stages?.Begin() ?? 0;

    public void Note(SmtpStep step, bool isGood, in SmtpReply reply)
    {
        // The go-ahead of DATA is no stage of its own.
        if (stages is null || (step == SmtpStep.Data && isGood))
        {
            return;
        }

        var stage = step switch
        {
            SmtpStep.MailFrom => Stage.Mail,
            SmtpStep.RcptTo => Stage.Rcpt,
            _ => Stage.Data,
        };
        stages.Add(stage, isGood, reply.ReadText(), _begin);
        _begin = stages.Begin();
    }

    public void Fail(Stage stage, string detail) => stages?.Add(stage, false, detail, _begin);
}
