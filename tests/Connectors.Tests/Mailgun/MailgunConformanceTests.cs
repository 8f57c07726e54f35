using System.Text.Json;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.Mailgun;

public sealed class MailgunConformanceTests : HttpConnectorConformance
{
    private const string Sending = "https://documentation.mailgun.com/en/latest/api-sending.html 2026-11-20";
    private const string Responses = "https://documentation.mailgun.com/docs/mailgun/quickstart-guide/responses 2026-11-20";
    private const string OverHttp = "https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/send-http 2026-11-20";
    private const string Limits = "https://github.com/mailgun/mailgun-java/issues/50 2026-11-20";
    private const string Sandbox = "Sandbox subdomains are for test purposes only. Please add your own domain or add the address to authorized recipients in Account Settings.";

    protected override IConnector Connector { get; } = new MailgunConnector();

    protected override string Minimal => MailgunForm.Minimal;

    protected override IReadOnlyList<string> Complete => [MailgunForm.Logto, MailgunForm.NoSubject, MailgunForm.Everything];

    protected override RecordedReply Accepted => RecordedReply.Accepted(
        Sending,
        200,
        """{ "message": "Queued. Thank you.", "id": "<20111114174239.25659.5817@samples.mailgun.org>" }""",
        "200",
        "<20111114174239.25659.5817@samples.mailgun.org>");

    protected override RecordedReply Throttled => RecordedReply.Connector(Responses, 429, Complaint("Too many requests"), "429");

    protected override RecordedReply BadKey => RecordedReply.Connector("https://github.com/mailgun/mailgun.js/issues/393 2026-11-20", 401, "Forbidden", "401");

    protected override RecordedReply BadRecipient => RecordedReply.Rejected(
        "https://github.com/mailgun/mailgun-js-boland/issues/199 2026-11-20",
        400,
        Complaint("'to' parameter is not a valid address. please check documentation"),
        FaultScope.Recipient,
        "400");

    protected override IReadOnlyList<RecordedReply> Errors =>
    [
        RecordedReply.Rejected(OverHttp, 400, Complaint("to parameter is not a valid address"), FaultScope.Recipient, "400"),
        RecordedReply.Connector(OverHttp, 400, Complaint("'from' parameter is not a valid address. please check documentation"), "400"),
        RecordedReply.Rejected(OverHttp, 400, Complaint("'h:Reply-To' parameter is not a valid address"), FaultScope.Message, "400"),
        RecordedReply.Connector("https://github.com/mailgun/mailgun.js/issues/227 2026-11-20", 401, Complaint("Invalid private key"), "401"),
        RecordedReply.Connector(
            "https://github.com/theoomoregbee/US-visa-appointment-notifier/issues/5 2026-11-20",
            403,
            Complaint($"Domain sandbox1.mailgun.org is not allowed to send: {Sandbox}"),
            "403"),
        RecordedReply.Connector("https://github.com/mailgun/mailgun-php/issues/587 2026-11-20", 400, Complaint(Sandbox), "400"),
        RecordedReply.Connector("https://github.com/mailgun/wordpress-plugin/issues/68 2026-11-20", 400, Complaint("Free accounts are for test purposes only."), "400"),
        RecordedReply.Connector(
            Limits,
            420,
            Complaint("Domain mg.example.com is not allowed to send: recipient limit exceeded, try again after Mon, 25 Aug 2025 07:00:31 UTC"),
            "420"),
        RecordedReply.Connector(Limits, 420, "", "420"),
        RecordedReply.Rejected(
            "https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages 2026-11-20",
            400,
            Complaint("Send options (parameters starting with o:, h:, or v:) are limited to 16 kB total"),
            FaultScope.Message,
            "400"),
        RecordedReply.Connector(Responses, 403, Complaint("Forbidden"), "403"),
        RecordedReply.Connector(Responses, 404, Complaint("Domain not found: mg.example.com"), "404"),
        RecordedReply.Connector(Responses, 404, "Not Found", "404"),
        RecordedReply.Platform(Responses, 500, Complaint("Internal Server Error"), "500"),
    ];

    protected override string Complaint(string words) => JsonSerializer.Serialize(new { message = words });
}
