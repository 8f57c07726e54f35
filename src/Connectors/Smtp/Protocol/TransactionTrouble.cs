namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>A connection that broke during a message: deferred while content was missing, unknown when all of it was out.</summary>
internal static class TransactionTrouble
{
    public static Outcome Describe(WireException exception, bool contentComplete)
    {
        const string Hint = "The whole message went out and no answer came back: the server may have it or not.";
        return (exception.Fault, contentComplete) switch
        {
            (WireFault.Closed, true) => Outcome.Unknown(FaultScope.Platform, "answer_lost", exception.Message, Hint),
            (WireFault.TimedOut, true) => Outcome.Unknown(FaultScope.Platform, "answer_timeout", exception.Message, Hint),
            (WireFault.Cancelled, true) => Outcome.Unknown(FaultScope.Platform, "answer_cancelled", exception.Message, Hint),
            (WireFault.NotSmtp or WireFault.SpeaksTls, true) => Outcome.Unknown(FaultScope.Platform, "answer_garbled", exception.Message, Hint),
            (WireFault.Closed, false) => Outcome.Deferred(FaultScope.Platform, "connection_lost", exception.Message),
            (WireFault.TimedOut, false) => Outcome.Deferred(FaultScope.Platform, "reply_timeout", exception.Message),
            (WireFault.Cancelled, false) => Outcome.Deferred(FaultScope.Platform, "cancelled", exception.Message),
            (WireFault.NotSmtp or WireFault.SpeaksTls, false) => Outcome.Deferred(FaultScope.Platform, "not_smtp", exception.Message),
            _ => throw new InvalidOperationException($"A fault without a case: {exception.Fault}."),
        };
    }
}
