using System.Globalization;
using System.Text.Json;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.Postmark;

public sealed class PostmarkConformanceTests : HttpConnectorConformance
{
    private const string Overview = "https://postmarkapp.com/developer/api/overview#error-codes 2026-11-20";
    private const string EmailApi = "https://postmarkapp.com/developer/api/email-api 2026-11-20";
    private const string Troubleshooting = "https://postmarkapp.com/support/article/troubleshooting-422-unprocessable-entity-errors 2026-11-20";

    protected override IConnector Connector { get; } = new PostmarkConnector();

    protected override string Minimal => PostmarkForm.Minimal;

    protected override IReadOnlyList<string> Complete => [PostmarkForm.Logto, PostmarkForm.Everything];

    protected override RecordedReply Accepted => RecordedReply.Accepted(
        EmailApi,
        200,
        """{ "To": "receiver@example.com", "SubmittedAt": "2014-02-17T07:25:01.4178645-05:00", "MessageID": "0a129aee-e1cd-480d-b08d-4f48548ff48d", "ErrorCode": 0, "Message": "OK" }""",
        "200",
        "0a129aee-e1cd-480d-b08d-4f48548ff48d");

    protected override RecordedReply Throttled => RecordedReply.Connector(Overview, 429, Says(429, "Rate Limit Exceeded"), "429 429");

    protected override RecordedReply BadKey => RecordedReply.Connector(
        Overview, 401, Says(10, "No Account or Server API tokens were supplied in the HTTP headers."), "401 10");

    protected override RecordedReply BadRecipient => RecordedReply.Rejected(
        Overview, 422, Says(406, "You tried to send to a recipient that has been marked as inactive."), FaultScope.Recipient, "422 406");

    protected override IReadOnlyList<RecordedReply> Errors =>
    [
        RecordedReply.Platform(Overview, 503, Says(100, "The Postmark API is offline for maintenance."), "503 100"),
        RecordedReply.Connector(Troubleshooting, 422, Says(300, "Invalid 'From' address: 'sender@example.com' is not a verified sender signature."), "422 300"),
        RecordedReply.Rejected(Overview, 422, Says(300, "Invalid 'To' address: 'receiver@'."), FaultScope.Recipient, "422 300"),
        RecordedReply.Rejected(Overview, 422, Says(300, "Zero recipients specified"), FaultScope.Message, "422 300"),
        RecordedReply.Connector(Overview, 422, Says(400, "Sender signature not found"), "422 400"),
        RecordedReply.Connector(Overview, 422, Says(401, "Sender signature not confirmed"), "422 401"),
        RecordedReply.Rejected(Overview, 422, Says(402, "Received invalid JSON input."), FaultScope.Message, "422 402"),
        RecordedReply.Rejected(Overview, 422, Says(403, "Received valid, but incompatible JSON input."), FaultScope.Message, "422 403"),
        RecordedReply.Connector(Overview, 422, Says(405, "Your account has run out of credits."), "422 405"),
        RecordedReply.Rejected(Overview, 422, Says(411, "Forbidden attachment type"), FaultScope.Message, "422 411"),
        RecordedReply.Connector(Overview, 422, Says(412, "The account is still pending approval."), "422 412"),
        RecordedReply.Connector(Overview, 422, Says(413, "The account is not approved for sending."), "422 413"),
        RecordedReply.Connector(Overview, 422, Says(1101, "The 'TemplateId' associated with this request is not valid or was not found."), "422 1101"),
        .. new[] { 1221, 1222, 1226, 1227, 1235, 1236, 1237 }.Select(code => RecordedReply.Connector(
            Overview, 422, Says(code, "The message stream"), string.Create(CultureInfo.InvariantCulture, $"422 {code}"))),
        // A 200 that carries a failure is one.
        RecordedReply.Rejected(Overview, 200, Says(406, "Inactive recipient"), FaultScope.Recipient, "200 406"),
        RecordedReply.Rejected(Overview, 200, Says(4711, "A code of tomorrow"), FaultScope.Message, "200 4711"),
        RecordedReply.Rejected(Overview, 413, "", FaultScope.Message, "413"),
        RecordedReply.Rejected(Overview, 422, Says(4711, "A code of tomorrow"), FaultScope.Message, "422 4711"),
    ];

    [Fact]
    public void Table_EveryKnownCode_StandsInItAndInTheGuide() => Assert.All(PostmarkReplies.Known.Keys, code =>
    {
        var text = code.ToString(CultureInfo.InvariantCulture);
        Assert.Contains(Errors.Append(BadKey).Append(BadRecipient), row => row.Code.EndsWith($" {text}", StringComparison.Ordinal));
        Assert.Contains(text, Connector.Guide, StringComparison.Ordinal);
    });

    protected override string Complaint(string words) => JsonSerializer.Serialize(new { ErrorCode = 300, Message = words, MessageID = words });

    private static string Says(int code, string words) => JsonSerializer.Serialize(new { ErrorCode = code, Message = words });
}
