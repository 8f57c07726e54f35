using System.Text.Json;
using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.AliyunDirectMail;

public sealed class AliyunConformanceTests : HttpConnectorConformance
{
    private const string Send = "https://www.alibabacloud.com/help/en/directmail/latest/singlesendmail 2026-11-20";
    private const string Batch = "https://help.aliyun.com/zh/direct-mail/batchsendmail 2026-11-20";
    private const string Codes = "https://developer.aliyun.com/ask/278330 2026-11-20";
    private const string Service = "https://help.aliyun.com/zh/direct-mail/error-codes 2026-11-20";
    private const string Gateway = "https://help.aliyun.com/document_detail/48054.html 2026-11-20";

    protected override IConnector Connector { get; } = new AliyunDirectMailConnector();

    protected override string Minimal => AliyunForm.Minimal;

    protected override IReadOnlyList<string> Complete => [AliyunForm.Logto, AliyunForm.Everything];

    protected override RecordedReply Accepted => RecordedReply.Accepted(
        Batch, 200, """{ "EnvId": "600000055642****", "RequestId": "12D086F6-8F31-4658-84C1-006DED011A85" }""", "200", "600000055642****");

    protected override RecordedReply Throttled => RecordedReply.Connector(
        Gateway, 400, Says("Throttling.User", "Request was denied due to user flow control."), "400 Throttling.User");

    protected override RecordedReply BadKey => RecordedReply.Connector(
        Gateway, 400, Says("InvalidAccessKeyId.NotFound", "Specified access key is not found."), "400 InvalidAccessKeyId.NotFound");

    protected override RecordedReply BadRecipient => RecordedReply.Rejected(
        Send, 400, Says("InvalidToAddress", "The specified toAddress is wrongly formed."), FaultScope.Recipient, "400 InvalidToAddress");

    protected override IReadOnlyList<RecordedReply> Errors =>
    [
        Sender(Send, 400, "InvalidMailAddress.NotFound", "The specified mailAddress does not exist."),
        Sender(Codes, 404, "InvalidMailAddress.NotFound", "The specified mailAddress does not exist."),
        Sender(Send, 400, "InvalidMailAddressStatus.Malformed", "The specified mailAddress status is wrongly formed."),
        Sender(Codes, 400, "InvalidMailAddressDomain.Malformed", "The specified mailAddress domain does not exist."),
        Sender(Codes, 400, "InvalidMailAddressSendType.Malformed", "The specified mailAddress sendType is wrongly formed."),
        Sender(Codes, 400, "InvalidFromAlias.Malformed", "The specified fromAlias is wrongly formed."),
        Sender(Codes, 400, "InvalidSendMail.Spam", "Sendmail rejected by spam filter."),
        RecordedReply.Rejected(Codes, 400, Says("InvalidToAddress.Spam", "Sendmail rejected by invalid address."), FaultScope.Recipient, "400 InvalidToAddress.Spam"),
        RecordedReply.Rejected(Send, 400, Says("InvalidBody", "The specified textBody or htmlBody is wrongly formed."), FaultScope.Message, "400 InvalidBody"),
        RecordedReply.Rejected(Codes, 400, Says("InvalidSubject.Malformed", "The specified subject is wrongly formed."), FaultScope.Message, "400 InvalidSubject.Malformed"),
        Sender(Service, 400, "Forbidden", "User not authorized to operate on the specified resource."),
        Sender(Service, 403, "Forbidden.RAM", "User not authorized to operate on the specified resource."),
        Sender(Service, 400, "Signature", "Specified signature is not matched with our calculation"),
        Sender(Gateway, 400, "SignatureDoesNotMatch", "Specified signature is not matched with our calculation."),
        Sender(Gateway, 400, "IncompleteSignature", "The request signature does not conform to Aliyun standards."),
        Sender(Gateway, 403, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."),
        Platform(Gateway, 400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."),
        Platform(Gateway, 400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted."),
        Platform(Gateway, 400, "SignatureNonceUsed", "Specified signature nonce was used already."),
        Platform(Service, 500, "InternalError", "The request processing has failed due to some unknown error, exception or failure."),
        Platform(Service, 503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server."),
        RecordedReply.Rejected(Service, 400, Says("MissingParameter", "The input parameter Subject that is mandatory for processing this request is not supplied"), FaultScope.Message, "400 MissingParameter"),
        // A 200 that carries a failure is one.
        RecordedReply.Rejected(Send, 200, Says("InvalidToAddress", "The specified toAddress is wrongly formed."), FaultScope.Recipient, "200 InvalidToAddress"),
        RecordedReply.Rejected(Send, 200, Says("Unheard.Of", "A code of tomorrow"), FaultScope.Message, "200 Unheard.Of"),
        RecordedReply.Rejected(Send, 400, Says("Unheard.Of", "A code of tomorrow"), FaultScope.Message, "400 Unheard.Of"),
        // No page shows it, but with both ids nothing else makes it a failure.
        new(Send, 200, """{ "EnvId": "600000055642", "RequestId": "12D086F6", "Code": "OK" }""", OutcomeKind.Accepted, null, "200", "600000055642"),
        new(Send, 200, """{ "RequestId": "12D086F6" }""", OutcomeKind.Unknown, FaultScope.Platform, "answer_garbled"),
        new(Send, 200, """{ "EnvId": "600000055642" }""", OutcomeKind.Unknown, FaultScope.Platform, "answer_garbled"),
    ];

    [Fact]
    public void Table_EveryKnownCode_StandsInItAndInTheGuide() => Assert.All(AliyunReplies.Known.Keys, code =>
    {
        Assert.Contains(Errors.Append(BadRecipient), row => row.Code.EndsWith($" {code}", StringComparison.Ordinal));
        Assert.Contains($"`{code}`", Connector.Guide, StringComparison.Ordinal);
    });

    protected override string Complaint(string words) =>
        JsonSerializer.Serialize(new { Code = "Unheard.Of", Message = words, RequestId = words, HostId = words, EnvId = words });

    private static RecordedReply Sender(string source, int status, string code, string words) =>
        RecordedReply.Connector(source, status, Says(code, words), $"{status} {code}");

    private static RecordedReply Platform(string source, int status, string code, string words) =>
        RecordedReply.Platform(source, status, Says(code, words), $"{status} {code}");

    private static string Says(string code, string words) =>
        JsonSerializer.Serialize(new { Code = code, Message = words, RequestId = "12D086F6-8F31-4658-84C1-006DED011A85", HostId = "dm.aliyuncs.com" });
}
