using System.Text.Json;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.MailJunky;

/// <summary>MailJunky documents its success and, by its client, the shape of its errors; the words and codes in them are assumed.</summary>
public sealed class MailJunkyConformanceTests : HttpConnectorConformance
{
    private const string Docs = "https://mailjunky.ai/docs 2026-11-20";
    private const string Client = "https://www.npmjs.com/package/@mailjunky/sdk 2026-11-20";

    protected override IConnector Connector { get; } = new MailJunkyConnector();

    protected override string Minimal => MailJunkyForm.Minimal;

    protected override IReadOnlyList<string> Complete => [MailJunkyForm.Logto, MailJunkyForm.Everything];

    protected override RecordedReply Accepted => RecordedReply.Accepted(
        Docs, 200, """{ "id": "email_abc123", "message_id": "<timestamp.random@yourdomain.com>", "status": "sent" }""", "200", "email_abc123");

    protected override RecordedReply Throttled => RecordedReply.Connector(Client, 429, Says("Too many requests", "rate_limited"), "429 rate_limited");

    protected override RecordedReply BadKey => RecordedReply.Connector(Client, 401, Says("Invalid API key", "unauthorized"), "401 unauthorized");

    protected override RecordedReply BadRecipient => RecordedReply.Rejected(Client, 400, Says("Invalid recipient", "invalid"), FaultScope.Recipient, "400 invalid");

    protected override IReadOnlyList<RecordedReply> Errors =>
    [
        RecordedReply.Accepted(Client, 202, """{ "id": "email_abc124", "message_id": "<a@example.com>", "status": "queued" }""", "202", "email_abc124"),
        RecordedReply.Platform(Client, 200, """{ "id": "email_abc125", "message_id": "<a@example.com>", "status": "failed" }""", "200 failed"),
        RecordedReply.Rejected(Client, 422, Says("Address is suppressed", "suppressed"), FaultScope.Recipient, "422 suppressed"),
        RecordedReply.Connector(Client, 400, Says("The domain is not verified", "unverified"), "400 unverified"),
        RecordedReply.Connector(Client, 422, Says("Unknown sender", "unknown"), "422 unknown"),
        RecordedReply.Rejected(Client, 400, Says("subject is required", "validation"), FaultScope.Message, "400 validation"),
        RecordedReply.Rejected(Client, 422, "", FaultScope.Message, "422"),
        RecordedReply.Connector(Client, 402, Says("Plan limit", "limit"), "402 limit"),
        RecordedReply.Connector(Client, 403, Says("Not allowed", "forbidden"), "403 forbidden"),
        RecordedReply.Connector(Client, 404, "", "404"),
        RecordedReply.Platform(Client, 500, Says("Internal error", "internal"), "500 internal"),
        RecordedReply.Platform(Client, 503, "", "503"),
    ];

    protected override string Complaint(string words) => JsonSerializer.Serialize(new { id = words, message_id = words, message = words, code = words });

    private static string Says(string words, string code) => JsonSerializer.Serialize(new { message = words, code });
}
