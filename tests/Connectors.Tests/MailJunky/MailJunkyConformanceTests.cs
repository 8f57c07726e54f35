using System.Text.Json;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.MailJunky;

/// <summary>MailJunky documents its success and, by its client, the shape of its errors; the words and codes in them are assumed.</summary>
public sealed class MailJunkyConformanceTests : HttpConnectorConformance
{
    private const string Docs = "https://mailjunky.ai/docs 2026-11-20";
    private const string Words = $"{RecordedReply.Assumed}no page has a list of errors; only the members message and code are known, from the client's package";

    protected override IConnector Connector { get; } = new MailJunkyConnector();

    protected override string Minimal => MailJunkyForm.Minimal;

    protected override IReadOnlyList<string> Complete => [MailJunkyForm.Logto, MailJunkyForm.Everything];

    protected override RecordedReply Accepted => RecordedReply.Accepted(
        Docs, 200, """{ "id": "email_abc123", "message_id": "<timestamp.random@yourdomain.com>", "status": "sent" }""", "200", "email_abc123");

    protected override RecordedReply Throttled => RecordedReply.Connector(Words, 429, Says("Too many requests", "rate_limited"), "429 rate_limited");

    protected override RecordedReply BadKey => RecordedReply.Connector(Words, 401, Says("Invalid API key", "unauthorized"), "401 unauthorized");

    protected override RecordedReply BadRecipient => RecordedReply.Rejected(Words, 400, Says("Invalid recipient", "invalid"), FaultScope.Recipient, "400 invalid");

    protected override IReadOnlyList<RecordedReply> Errors =>
    [
        RecordedReply.Accepted(Words, 202, """{ "id": "email_abc124", "message_id": "<a@example.com>", "status": "queued" }""", "202", "email_abc124"),
        RecordedReply.Platform(Words, 200, """{ "id": "email_abc125", "message_id": "<a@example.com>", "status": "failed" }""", "200 failed"),
        RecordedReply.Rejected(Words, 422, Says("Address is suppressed", "suppressed"), FaultScope.Recipient, "422 suppressed"),
        RecordedReply.Connector(Words, 400, Says("The domain is not verified", "unverified"), "400 unverified"),
        RecordedReply.Connector(Words, 422, Says("Unknown sender", "unknown"), "422 unknown"),
        RecordedReply.Rejected(Words, 400, Says("subject is required", "validation"), FaultScope.Message, "400 validation"),
        RecordedReply.Rejected(Words, 422, "", FaultScope.Message, "422"),
        RecordedReply.Connector(Words, 402, Says("Plan limit", "limit"), "402 limit"),
        RecordedReply.Connector(Words, 403, Says("Not allowed", "forbidden"), "403 forbidden"),
        RecordedReply.Connector(Words, 404, "", "404"),
        RecordedReply.Platform(Words, 500, Says("Internal error", "internal"), "500 internal"),
        RecordedReply.Platform(Words, 503, "", "503"),
    ];

    protected override string Complaint(string words) => JsonSerializer.Serialize(new { id = words, message_id = words, message = words, code = words });

    private static string Says(string words, string code) => JsonSerializer.Serialize(new { message = words, code });
}
