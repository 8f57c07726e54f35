using System.Security.Authentication;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>A call without an answer: deferred while the request was not complete, unknown when all of it was out.</summary>
internal static class CallTrouble
{
    private const string AnswerUnknown = "The whole message went out and no answer came back: the provider may have it or not.";

    /// <param name="exception">What ended the call; its own words may hold anything and are not told.</param>
    /// <param name="contentOut">Whether the whole request had gone out.</param>
    /// <param name="cancelled">Whether the attempt's own time was over.</param>
    /// <param name="hostFault">Who named the host.</param>
    public static Outcome Describe(Exception exception, bool contentOut, bool cancelled, FaultScope hostFault) => exception switch
    {
        _ when ConnectFailedException.Find(exception) is { } failed => NoConnection(failed, hostFault),
        OperationCanceledException when cancelled && contentOut => Unknown("answer_cancelled", "The attempt's time was over before the answer came."),
        OperationCanceledException when cancelled => Deferred("cancelled", "The attempt's time was over before the whole request had gone out."),
        OperationCanceledException when contentOut => Unknown("answer_timeout", "No answer came in time."),
        OperationCanceledException when exception.InnerException is TimeoutException => Deferred("tls_timeout", "No connection came about in time: the TLS handshake did not end."),
        OperationCanceledException => Deferred("send_timeout", "The request could not be sent in time."),
        AuthenticationException or HttpRequestException { InnerException: AuthenticationException }
            or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Outcome.Deferred(
            hostFault, "tls_failed", "The provider's certificate or TLS is not acceptable.", hint: "If a gateway or proxy stands before the provider, its certificate must be trusted."),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } when contentOut =>
            Unknown("answer_garbled", "What came back is no HTTP."),
        _ when contentOut => Unknown("answer_lost", "The connection ended before the answer."),
        _ => Deferred("connection_lost", "The connection ended before the whole request had gone out."),
    };

    public static Outcome NoConnection(ConnectFailed failed, FaultScope hostFault) => failed.Kind switch
    {
        ConnectFailureKind.NotFound => Outcome.Deferred(hostFault, "host_not_found", failed.Detail),
        ConnectFailureKind.NotAllowed => Outcome.Deferred(hostFault, "target_not_allowed", failed.Detail),
        ConnectFailureKind.DnsTimeout => Deferred("dns_timeout", failed.Detail),
        ConnectFailureKind.DnsFailed => Deferred("dns_failed", failed.Detail),
        ConnectFailureKind.Refused => Deferred("connection_refused", failed.Detail),
        ConnectFailureKind.Timeout => Deferred("connection_timeout", failed.Detail),
        ConnectFailureKind.Unreachable => Deferred("host_unreachable", failed.Detail),
        _ => throw new InvalidOperationException($"A connection failure without a case: {failed.Kind}."),
    };

    private static Outcome Deferred(string code, string reply) => Outcome.Deferred(FaultScope.Platform, code, reply);

    private static Outcome Unknown(string code, string reply) => Outcome.Unknown(FaultScope.Platform, code, reply, AnswerUnknown);
}
