using System.Text.Json;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.SMTP2GO;

public sealed class Smtp2GoConformanceTests : HttpConnectorConformance
{
    private const string Codes = "https://developers.smtp2go.com/docs/response-codes 2026-11-20";
    private const string Example = "https://apis.io/examples/smtp2go/send-email-example/ 2026-11-20";
    private const string Failures = $"{RecordedReply.Assumed}no page shows what stands in failures";
    private const string KeyCodes = $"{RecordedReply.Assumed}the page of response codes has the statuses, not the codes that a key without permission gets";
    private const string NotVerified = "https://github.com/PHPMailer/PHPMailer/issues/2683 2026-11-20";
    private const string Invalid = "E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD";

    protected override IConnector Connector { get; } = new Smtp2GoConnector();

    protected override string Minimal => Smtp2GoForm.Minimal;

    protected override IReadOnlyList<string> Complete => [Smtp2GoForm.Logto, Smtp2GoForm.Everything];

    protected override RecordedReply Accepted => RecordedReply.Accepted(
        Example,
        200,
        """{ "request_id": "aa253464-0bd0-467a-b24b-6159dcd7be60", "data": { "succeeded": 1, "failed": 0, "failures": [], "email_id": "1m4n8l-8jg3j1-7r" } }""",
        "200",
        "1m4n8l-8jg3j1-7r");

    protected override RecordedReply Throttled => RecordedReply.Connector(Codes, 429, "", "429");

    protected override RecordedReply BadKey => RecordedReply.Connector(KeyCodes, 401, Says("E_ApiResponseCodes.API_KEY", "No valid API key was provided."), "401 E_ApiResponseCodes.API_KEY");

    protected override RecordedReply BadRecipient => RecordedReply.Rejected(
        Codes, 400, Names("to", "The field 'to' was expecting a valid RFC-822 formatted email address."), FaultScope.Recipient, $"400 {Invalid}");

    protected override IReadOnlyList<RecordedReply> Errors =>
    [
        // A 200 that carries a failure is one; the texts in it are nobody's documented ones.
        RecordedReply.Rejected(Failures, 200, Counts(0, 1, "ada@example.net: refused"), FaultScope.Recipient, "200"),
        RecordedReply.Rejected(Failures, 200, """{ "data": { "succeeded": 0, "failed": "1", "failures": [{ "a": 1 }] } }""", FaultScope.Recipient, "200"),
        RecordedReply.Connector(Failures, 200, Counts(0, 1, "From header sender domain not verified"), "200"),
        RecordedReply.Connector(Codes, 400, Names("sender", "The field 'sender' was expecting a valid RFC-822 formatted email address."), $"400 {Invalid}"),
        RecordedReply.Rejected(Codes, 400, Names("subject", "The field 'subject' was expecting a string."), FaultScope.Message, $"400 {Invalid}"),
        RecordedReply.Connector(
            NotVerified, 400, Says("E_ApiResponseCodes.API_EXCEPTION", "From header sender domain not verified (example.com)"), "400 E_ApiResponseCodes.API_EXCEPTION"),
        RecordedReply.Rejected(Codes, 400, Says("E_ApiResponseCodes.API_EXCEPTION", "An error occurred"), FaultScope.Message, "400 E_ApiResponseCodes.API_EXCEPTION"),
        RecordedReply.Connector(
            KeyCodes,
            400,
            """{ "data": { "error": "You do not have permission", "error_code": "E_ApiResponseCodes.ENDPOINT_PERMISSION_DENIED" } }""",
            "400 E_ApiResponseCodes.ENDPOINT_PERMISSION_DENIED"),
        RecordedReply.Connector(KeyCodes, 400, Says("E_ApiResponseCodes.API_KEY", "The api_key is not valid"), "400 E_ApiResponseCodes.API_KEY"),
        RecordedReply.Connector(Codes, 402, Says("E_ApiResponseCodes.API_EXCEPTION", "Request failed"), "402 E_ApiResponseCodes.API_EXCEPTION"),
        RecordedReply.Connector(Codes, 403, "", "403"),
        RecordedReply.Connector(Codes, 404, "", "404"),
        RecordedReply.Platform(Codes, 500, "", "500"),
        RecordedReply.Platform(Codes, 503, "", "503"),
    ];

    protected override string Complaint(string words) => JsonSerializer.Serialize(new { request_id = words, data = new { error = words, error_code = words, email_id = words } });

    private static string Says(string code, string words) => JsonSerializer.Serialize(new { error = words, error_code = code });

    private static string Names(string field, string words) =>
        JsonSerializer.Serialize(new { error = "An error occurred processing the json data", error_code = Invalid, field_validation_errors = new { fieldname = field, message = words } });

    private static string Counts(int succeeded, int failed, string failure) => JsonSerializer.Serialize(new { data = new { succeeded, failed, failures = new[] { failure } } });
}
