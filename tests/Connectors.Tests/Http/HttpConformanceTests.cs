using System.Globalization;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.Http;

public sealed class HttpConformanceTests : HttpConnectorConformance
{
    private const string Webhooks = "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#delivery-success-and-failure 2026-11-20";
    private const string Statuses = "https://www.rfc-editor.org/rfc/rfc9110#section-15 2026-11-20";

    protected override IConnector Connector { get; } = new HttpConnector();

    protected override string Minimal => HttpForm.Minimal;

    protected override IReadOnlyList<string> Complete => [HttpForm.Logto, HttpForm.Everything];

    protected override bool SucceedsByStatus => true;

    protected override RecordedReply Accepted => RecordedReply.Accepted(Webhooks, 204, "", "204", null);

    protected override RecordedReply Throttled => RecordedReply.Connector(Webhooks, 429, "", "429");

    protected override RecordedReply BadKey => RecordedReply.Connector(Statuses, 401, "", "401");

    protected override RecordedReply? BadRecipient => null;

    protected override IReadOnlyList<RecordedReply> Errors =>
    [
        .. new[] { 200, 201, 202, 299 }.Select(status => RecordedReply.Accepted(Webhooks, status, """{ "id": "somebody-elses" }""", Text(status), null)),
        .. new[] { 301, 302, 307, 308, 410 }.Select(status => RecordedReply.Connector(Webhooks, status, "", Text(status))),
        .. new[] { 402, 403, 404, 405 }.Select(status => RecordedReply.Connector(Statuses, status, "", Text(status))),
        .. new[] { 407, 408, 409, 421, 423, 425, 500, 501, 503 }.Select(status => RecordedReply.Platform(Statuses, status, "", Text(status))),
        .. new[] { 400, 413, 415, 422, 451 }.Select(status => RecordedReply.Rejected(Statuses, status, "", FaultScope.Message, Text(status))),
        .. new[] { 502, 504 }.Select(status => new RecordedReply(Webhooks, status, "", OutcomeKind.Unknown, FaultScope.Platform, Text(status))),
    ];

    protected override string Complaint(string words) => words;

    protected override string Point(string sample, string url)
    {
        var config = JsonNode.Parse(sample)!.AsObject();
        config["endpoint"] = $"{url}send{new Uri((string)config["endpoint"]!).Query}";
        return config.ToJsonString();
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
