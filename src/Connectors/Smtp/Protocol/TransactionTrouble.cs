namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>A connection that broke during a message: deferred while content was missing, unknown when all of it was out.</summary>
internal static class TransactionTrouble
{
    private const string AnswerUnknown = "The whole message went out and no answer came back: the server may have it or not.";

    /// <summary>The reply to the content is none that content can get: it answers an earlier command, and ours is still to come.</summary>
    public static Outcome OutOfStep(in SmtpReply reply) =>
        Outcome.Unknown(FaultScope.Platform, reply.FullCode, reply.ReadText(), AnswerUnknown);

    public static Outcome ChunkNotKnown(in SmtpReply reply) => Outcome.Deferred(
        FaultScope.Platform,
        reply.FullCode,
        reply.ReadText(),
        hint: "The server offers CHUNKING but does not know BDAT; messages go to it with DATA from now on.");

    public static Outcome Describe(WireException exception, bool contentComplete)
    {
        return (exception.Fault, contentComplete) switch
        {
            (WireFault.Closed, true) => Outcome.Unknown(FaultScope.Platform, "answer_lost", exception.Message, AnswerUnknown),
            (WireFault.TimedOut, true) => Outcome.Unknown(FaultScope.Platform, "answer_timeout", exception.Message, AnswerUnknown),
            (WireFault.Cancelled, true) => Outcome.Unknown(FaultScope.Platform, "answer_cancelled", exception.Message, AnswerUnknown),
            (WireFault.NotSmtp or WireFault.SpeaksTls, true) => Outcome.Unknown(FaultScope.Platform, "answer_garbled", exception.Message, AnswerUnknown),
            (WireFault.Closed, false) => Outcome.Deferred(FaultScope.Platform, "connection_lost", exception.Message),
            (WireFault.TimedOut, false) => Outcome.Deferred(FaultScope.Platform, "reply_timeout", exception.Message),
            (WireFault.Cancelled, false) => Outcome.Deferred(FaultScope.Platform, "cancelled", exception.Message),
            (WireFault.NotSmtp or WireFault.SpeaksTls, false) => Outcome.Deferred(FaultScope.Platform, "not_smtp", exception.Message),
            _ => throw new InvalidOperationException($"A fault without a case: {exception.Fault}."),
        };
    }
}
