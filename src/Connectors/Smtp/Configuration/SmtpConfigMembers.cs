using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>What configurations of this family hold besides: members of a form that mean nothing here, and ways to send that are none of ours.</summary>
internal static class SmtpConfigMembers
{
    private const string NoOtherTransport = "Mail goes over SMTP only: no programs, files, streams or other transports.";
    private const string GivePlainly = "Give host, port and secure.";
    private const string Chosen = "The best mechanism that the server offers is used.";

    public static ConfigMembers All { get; } = new(
        // All connections are pooled; logs never hold a dialogue; nothing is ever read from files or URLs.
        ["logger", "debug", "disableFileAccess", "disableUrlAccess", "pool"],
        new Dictionary<string, string>
        {
            ["sendmail"] = NoOtherTransport,
            ["path"] = NoOtherTransport,
            ["args"] = NoOtherTransport,
            ["streamTransport"] = NoOtherTransport,
            ["jsonTransport"] = NoOtherTransport,
            ["SES"] = NoOtherTransport,
            ["lmtp"] = NoOtherTransport,
            ["service"] = GivePlainly,
            ["url"] = GivePlainly,
            ["authMethod"] = Chosen,
            ["auth.method"] = Chosen,
            ["opportunisticTLS"] = "STARTTLS is used where it is offered; requireTLS and ignoreTLS change that.",
            ["proxy"] = "Mail goes out directly: proxies are the operator's business.",
            ["rateDelta"] = "How fast mail goes out is a setting of the tenant: delivery.perSecond.",
            ["rateLimit"] = "How fast mail goes out is a setting of the tenant: delivery.perSecond.",
            ["tls.ciphers"] = "Ciphers are the operator's business.",
        });
}
