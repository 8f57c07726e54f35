using System.Text.Json;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.AmazonSes;

public sealed class SesConformanceTests : HttpConnectorConformance
{
    private const string Api = "https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html 2026-11-20";
    private const string Codes = "https://docs.aws.amazon.com/ses/latest/DeveloperGuide/api-error-codes.html 2026-11-20";
    private const string Quotas = "https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html 2026-11-20";
    private const string Trouble = "https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html 2026-11-20";
    private const string Address = "https://github.com/domdomegg/aws-ses-v2-local/issues/44 2026-11-20";
    private const string Common = "https://docs.aws.amazon.com/ses/latest/APIReference-V2/CommonErrors.html 2026-11-20";

    protected override IConnector Connector { get; } = new AmazonSesConnector();

    protected override string Minimal => SesForm.Minimal;

    protected override IReadOnlyList<string> Complete => [SesForm.Logto, SesForm.Everything];

    protected override RecordedReply Accepted => RecordedReply.Accepted(
        Api,
        200,
        """{ "MessageId": "000001271b15238a-fd3ae762-2563-11df-8cd4-6d4e828a9ae8-000000" }""",
        "200",
        "000001271b15238a-fd3ae762-2563-11df-8cd4-6d4e828a9ae8-000000",
        KeyValuePair.Create("x-amzn-RequestId", "fd3ae762-2563-11df-8cd4-6d4e828a9ae8"));

    protected override RecordedReply Throttled => RecordedReply.Connector(
        Api, 429, Says("TooManyRequestsException", "Too many requests have been made to the operation."), "429 TooManyRequestsException");

    protected override RecordedReply BadKey => RecordedReply.Connector(
        Codes, 403, Says("InvalidClientTokenId", "The security token included in the request is invalid."), "403 InvalidClientTokenId");

    protected override RecordedReply BadRecipient => RecordedReply.Rejected(
        Address, 400, Says("BadRequestException", "Invalid email address ada@."), FaultScope.Recipient, "400 BadRequestException");

    protected override IReadOnlyList<RecordedReply> Errors =>
    [
        Connected(Api, 400, "AccountSuspendedException", "The account's ability to send email has been permanently restricted."),
        Connected(Api, 400, "SendingPausedException", "The account's ability to send email is currently paused."),
        Connected(Api, 400, "MailFromDomainNotVerifiedException", "The sending domain isn't verified."),
        Connected(Api, 400, "LimitExceededException", "There are too many instances of the specified resource type."),
        Connected(Api, 404, "NotFoundException", "Configuration set <codes> does not exist."),
        Connected(Quotas, 400, "ThrottlingException", "Daily message quota exceeded"),
        Connected(Quotas, 400, "ThrottlingException", "Maximum sending rate exceeded"),
        Connected(Codes, 400, "Throttling", "Rate exceeded"),
        Connected(Trouble, 400, "MessageRejected", "Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: no-reply@example.com"),
        Connected(Trouble, 400, "MessageRejected", "Sending suspended for this account."),
        RecordedReply.Rejected(Api, 400, Says("MessageRejected", "The message contains invalid content."), FaultScope.Message, "400 MessageRejected"),
        RecordedReply.Rejected(Api, 400, Says("BadRequestException", "The input you provided is invalid."), FaultScope.Message, "400 BadRequestException"),
        Connected(Api, 400, "BadRequestException", "Configuration set <codes> does not exist."),
        Connected(Common, 403, "AccessDeniedException", "User is not authorized to perform: ses:SendEmail"),
        Connected(Codes, 403, "OptInRequired", "The AWS access key ID needs a subscription for the service."),
        Connected(Common, 403, "UnrecognizedClientException", "The security token included in the request is invalid."),
        Connected(Codes, 403, "MissingAuthenticationToken", "The request must contain a valid AWS access key ID."),
        Connected(Codes, 400, "IncompleteSignature", "The request signature does not conform to AWS standards."),
        Connected(Common, 403, "InvalidSignatureException", "The request signature we calculated does not match the signature you provided."),
        Connected(Common, 403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided."),
        RecordedReply.Platform(Common, 403, Says("InvalidSignatureException", "Signature expired: 20261120T115000Z is now earlier than 20261120T115500Z"), "403 InvalidSignatureException"),
        Connected(Common, 403, "ExpiredTokenException", "The security token included in the request is expired"),
        Connected(Common, 403, "ExpiredToken", "The security token included in the request is expired"),
        RecordedReply.Platform(Codes, 400, Says("RequestExpired", "The request reached the service too late."), "400 RequestExpired"),
        RecordedReply.Platform(Codes, 500, Says("InternalFailure", "An unknown error."), "500 InternalFailure"),
        RecordedReply.Platform(Codes, 503, Says("ServiceUnavailable", "A temporary failure of the server."), "503 ServiceUnavailable"),
        // The name in the header, where SES puts it, with what it puts behind.
        Connected(Api, 400, "AccountSuspendedException", "Suspended") with
        {
            Body = """{ "message": "Suspended" }""",
            Headers = [KeyValuePair.Create("x-amzn-ErrorType", "AccountSuspendedException:http://internal.amazon.com/coral/com.amazonaws.services.simpleemailv2/")],
        },
        // A 200 that carries a failure is one.
        Connected(Api, 200, "AccountSuspendedException", "Suspended"),
        RecordedReply.Rejected(Api, 200, Says("UnheardOfException", "An error of tomorrow"), FaultScope.Message, "200 UnheardOfException"),
        RecordedReply.Rejected(Api, 400, Says("UnheardOfException", "An error of tomorrow"), FaultScope.Message, "400 UnheardOfException"),
    ];

    [Fact]
    public void Table_EveryKnownError_StandsInItAndInTheGuide() => Assert.All(SesReplies.Known.Keys, error =>
    {
        Assert.Contains(Errors.Append(Throttled).Append(BadKey), row => row.Code.EndsWith($" {error}", StringComparison.Ordinal));
        Assert.Contains($"`{error}`", Connector.Guide, StringComparison.Ordinal);
    });

    protected override string Complaint(string words) => JsonSerializer.Serialize(new { __type = "BadRequestException", message = words, MessageId = words });

    private static RecordedReply Connected(string source, int status, string error, string words) =>
        RecordedReply.Connector(source, status, Says(error, words), $"{status} {error}");

    private static string Says(string error, string words) => JsonSerializer.Serialize(new { __type = error, message = words });
}
