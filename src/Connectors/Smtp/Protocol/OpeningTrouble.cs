using EmailPlatform.Connectors.Smtp.Security;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>Connections that break before there was mail, and the mistakes that look like it. Nothing went out, so all is deferred.</summary>
internal static class OpeningTrouble
{
    private const string WrongMode = "If the port is for TLS from the first byte (465), set secure to true.";

    public static Outcome StartTlsNotOffered { get; } = Outcome.Deferred(
        FaultScope.Connector,
        "starttls_not_offered",
        "The server offers no STARTTLS, and nothing is sent without encryption.",
        hint: "Use the server's port for submission (587) or for TLS (465 with secure), or switch TLS off in so many words (ignoreTLS) if this network may see everything.");

    public static Outcome SaidBeforeTls { get; } = Outcome.Deferred(
        FaultScope.Connector,
        "starttls_injection",
        "More came in clear behind the server's answer to STARTTLS.",
        hint: "Somebody between us and the server puts words in its mouth, or the server is broken: do not use this way to it.");

    public static Outcome Describe(WireException exception, SmtpStep step, SmtpSettings settings, bool isEncrypted)
    {
        var isGreeting = step == SmtpStep.Greeting && !isEncrypted;
        return exception.Fault switch
        {
            WireFault.SpeaksTls when isGreeting =>
                Outcome.Deferred(FaultScope.Connector, "tls_expected", exception.Message, hint: "Set secure to true for this port."),
            WireFault.NotSmtp or WireFault.SpeaksTls => Outcome.Deferred(FaultScope.Connector, "not_smtp", exception.Message, hint: "Check host and port: this is no mail server."),
            WireFault.TimedOut when isGreeting => Outcome.Deferred(ScopeOf(settings), "greeting_timeout", "The server sent no greeting.", hint: WrongMode),
            WireFault.TimedOut when step == SmtpStep.StartTls => Outcome.Deferred(
                FaultScope.Platform, "tls_timeout", exception.Message, hint: "If the server does not speak TLS on this port, set secure to false."),
            WireFault.TimedOut => Outcome.Deferred(FaultScope.Platform, "reply_timeout", exception.Message),
            WireFault.Cancelled => Outcome.Deferred(FaultScope.Platform, "cancelled", exception.Message, hint: isGreeting ? $"The server sent no greeting. {WrongMode}" : null),
            WireFault.Closed => Outcome.Deferred(
                FaultScope.Platform,
                "connection_lost",
                exception.Message,
                hint: isGreeting ? $"The server closed before it greeted: it may limit connections or block this address. {WrongMode}" : null),
            _ => throw new InvalidOperationException($"A fault without a case: {exception.Fault}."),
        };
    }

    // On the ports that RFC 8314 and providers keep for TLS, silence has one cause.
    private static FaultScope ScopeOf(SmtpSettings settings) =>
        settings.Port is 465 or 2465 && settings.Tls.Mode != TlsMode.Implicit ? FaultScope.Connector : FaultScope.Platform;
}
