using System.Text.RegularExpressions;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>
/// What a tenant may know of an answer that the operator's connector got: whether, and whose fault. Not the words: they name
/// hosts, users and accounts of the operator. A code is passed on where it is that of an SMTP reply about the recipient or the
/// message, which says nothing of who asked.
/// </summary>
internal static partial class Discretion
{
    private const string Unavailable = "built_in_unavailable";

    public static Outcome Of(Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Accepted => Outcome.Accepted(outcome.Code == "not_sent" ? "not_sent" : "accepted"),
        OutcomeKind.Unknown => Outcome.Unknown(
            ScopeOf(outcome), "answer_lost", hint: "The mail was handed over, and no answer came: whether it goes out is not known."),
        OutcomeKind.Deferred when IsOperators(outcome) => Outcome.Deferred(
            ScopeOf(outcome), Unavailable, retryAfter: outcome.RetryAfter, hint: "The platform's built-in service cannot send at the moment; its operator sees why."),
        OutcomeKind.Rejected when IsOperators(outcome) => Outcome.Rejected(
            ScopeOf(outcome), Unavailable, hint: "The platform's built-in service could not send this mail; its operator sees why."),
        OutcomeKind.Deferred => Outcome.Deferred(
            ScopeOf(outcome), CodeOf(outcome), retryAfter: outcome.RetryAfter, hint: "The recipient's side does not take this mail yet."),
        OutcomeKind.Rejected => Outcome.Rejected(
            ScopeOf(outcome), CodeOf(outcome), hint: "The recipient's side does not take this mail: look at the address."),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Kind, null),
    };

    /// <summary>The one step that a test shows, of the answer that is told.</summary>
    public static (Stage Stage, bool Ok, string Detail) StageOf(Outcome told, bool stoppedBefore) => told.Kind switch
    {
        OutcomeKind.Accepted when stoppedBefore => (Stage.Connect, true, "The built-in service is ready."),
        OutcomeKind.Accepted => (Stage.Data, true, "Handed to the built-in service."),
        _ when told.Code == Unavailable => (Stage.Connect, false, told.Hint ?? told.Code),
        OutcomeKind.Unknown => (Stage.Data, false, told.Hint ?? told.Code),
        _ => (Stage.Rcpt, false, told.Hint ?? told.Code),
    };

    private static bool IsOperators(Outcome outcome) => outcome.Scope is FaultScope.Connector or FaultScope.Platform;

    private static FaultScope ScopeOf(Outcome outcome) => outcome.Scope ?? FaultScope.Connector;

    private static string CodeOf(Outcome outcome) =>
        SmtpReply().IsMatch(outcome.Code) ? outcome.Code : outcome.Kind == OutcomeKind.Rejected ? "rejected" : "not_yet";

    [GeneratedRegex(@"\A[245][0-9]{2}( [245]\.[0-9]{1,3}\.[0-9]{1,3})?\z")]
    private static partial Regex SmtpReply();
}
