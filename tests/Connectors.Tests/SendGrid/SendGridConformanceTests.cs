using System.Text.Json;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.SendGrid;

public sealed class SendGridConformanceTests : HttpConnectorConformance
{
    private const string MailSend = "https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send 2026-11-20";
    private const string SendErrors = "https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors 2026-11-20";
    private const string ApiErrors = "https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/errors 2026-11-20";
    private const string Support = "https://support.sendgrid.com/hc/en-us/articles/18322114821403-4XX-API-Errors-and-Troubleshooting-Suggestions 2026-11-20";

    protected override IConnector Connector { get; } = new SendGridConnector();

    protected override string Minimal => SendGridForm.Minimal;

    protected override IReadOnlyList<string> Complete => [SendGridForm.Logto, SendGridForm.Everything];

    protected override RecordedReply Accepted => RecordedReply.Accepted(
        MailSend, 202, "", "202", "14c5d75ce93.dfd.64b469", KeyValuePair.Create("X-Message-Id", "14c5d75ce93.dfd.64b469"));

    protected override RecordedReply Throttled => RecordedReply.Connector(ApiErrors, 429, Says("too many requests"), "429");

    protected override RecordedReply BadKey => RecordedReply.Connector(
        Support, 401, Says("The provided authorization grant is invalid, expired, or revoked"), "401");

    protected override RecordedReply BadRecipient => RecordedReply.Rejected(
        SendErrors, 400, Says("Does not contain a valid address.", "personalizations.0.to.0.email"), FaultScope.Recipient, "400 personalizations.0.to.0.email");

    protected override IReadOnlyList<RecordedReply> Errors =>
    [
        RecordedReply.Connector(
            ApiErrors, 403, Says("The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.", "from"), "403 from"),
        RecordedReply.Connector(SendErrors, 400, Says("The from email does not contain a valid address.", "from.email"), "400 from.email"),
        RecordedReply.Connector(SendErrors, 400, Says("The template_id must be a valid GUID", "template_id"), "400 template_id"),
        RecordedReply.Rejected(SendErrors, 400, Says("The subject is required.", "subject"), FaultScope.Message, "400 subject"),
        RecordedReply.Rejected(SendErrors, 400, Says("Bad Request"), FaultScope.Message, "400"),
        // The recipient decides although it stands second.
        RecordedReply.Rejected(
            SendErrors,
            400,
            """{ "errors": [{ "message": "x", "field": "subject" }, { "message": "Does not contain a valid address.", "field": "personalizations.0.to.0.email" }] }""",
            FaultScope.Recipient,
            "400 personalizations.0.to.0.email"),
        RecordedReply.Connector(Support, 401, Says("Maximum credits exceeded"), "401"),
        RecordedReply.Connector(Support, 403, Says("access forbidden"), "403"),
        RecordedReply.Connector(ApiErrors, 404, Says("not found"), "404"),
        RecordedReply.Rejected(ApiErrors, 413, Says("The JSON payload you have included in your request is too large."), FaultScope.Message, "413"),
        RecordedReply.Rejected(ApiErrors, 415, "", FaultScope.Message, "415"),
        RecordedReply.Connector(ApiErrors, 451, Says("Unavailable due to data residency restrictions"), "451"),
        RecordedReply.Connector(ApiErrors, 451, "", "451"),
        RecordedReply.Platform(ApiErrors, 500, Says("Internal server error"), "500"),
        new RecordedReply(MailSend, 200, "", OutcomeKind.Unknown, FaultScope.Platform, "answer_garbled"),
    ];

    protected override string Complaint(string words) => Says(words, words);

    private static string Says(string words, string? field = null) =>
        JsonSerializer.Serialize(new { errors = new[] { new { message = words, field, help = (string?)null } } });
}
