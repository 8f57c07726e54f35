using System.Collections.Frozen;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.AliyunDirectMail;

/// <summary>
/// What DirectMail answers: <c>{ "EnvId", "RequestId" }</c>, or <c>{ "Code", "Message", "RequestId" }</c>; the guide's table
/// names the page of each code.
/// </summary>
internal static class AliyunReplies
{
    private static readonly KnownFault Key = KnownFault.Connector("Check accessKeyId and accessKeySecret: the AccessKey must exist and be enabled.");
    private static readonly KnownFault Sender = KnownFault.Connector("Check accountName and regionId: the sender address must be verified, in this region, and not frozen.");
    private static readonly KnownFault Rate = KnownFault.Connector("DirectMail limits this account: mail waits.");
    private static readonly KnownFault Clock = KnownFault.Platform("The clock of this machine is more than 15 minutes off.");

    public static FrozenDictionary<string, KnownFault> Known { get; } = new Dictionary<string, KnownFault>(StringComparer.Ordinal)
    {
        ["InvalidMailAddress.NotFound"] = Sender,
        ["InvalidMailAddressStatus.Malformed"] = Sender,
        ["InvalidMailAddressDomain.Malformed"] = Sender,
        ["InvalidMailAddressSendType.Malformed"] = Sender,
        ["InvalidFromAlias.Malformed"] = KnownFault.Connector("Shorten fromAlias: DirectMail takes at most 15 characters."),
        ["InvalidSendMail.Spam"] = KnownFault.Connector("DirectMail refused to send: look into its console for the account's state, quota and sending rate."),
        ["InvalidToAddress"] = KnownFault.Recipient("DirectMail does not take this recipient's address."),
        ["InvalidToAddress.Spam"] = KnownFault.Recipient("DirectMail has this recipient as an invalid address."),
        ["InvalidBody"] = KnownFault.Message("DirectMail cannot use this content: it may be empty or too large."),
        ["InvalidSubject.Malformed"] = KnownFault.Message("DirectMail takes subjects of at most 100 characters."),
        ["InvalidTimeStamp.Expired"] = Clock,
        ["InvalidTimeStamp.Format"] = Clock,
        ["SignatureNonceUsed"] = KnownFault.Platform(),
        ["ServiceUnavailable"] = KnownFault.Platform(),
        ["InternalError"] = KnownFault.Platform(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What every API of Aliyun has, with endings of many kinds: Throttling.User, Forbidden.RAM, InvalidAccessKeyId.Inactive.
    private static readonly (string Start, KnownFault Fault)[] Families =
    [
        ("Throttling", Rate),
        ("InvalidAccessKeyId", Key),
        ("Signature", Key),
        ("IncompleteSignature", Key),
        ("InvalidSecurityToken", Key),
        ("Forbidden", KnownFault.Connector("The AccessKey may not send with DirectMail: give its RAM user the permission, or see whether the account is suspended.")),
    ];

    public static Outcome? Judge(HttpReply reply)
    {
        var request = reply.Json.Text("RequestId");
        if (reply.IsSuccess && reply.Json.Text("EnvId") is { } id && request is not null)
        {
            // Whatever else it says: with both ids the mail is theirs.
            return Outcome.Accepted(reply.Code(), Request(request), id);
        }

        return reply.Json.Text("Code") is { } code ? Failed(reply, code, request) : null;
    }

    private static Outcome Failed(HttpReply reply, string code, string? request)
    {
        var fault = Known.GetValueOrDefault(code) ?? Families.FirstOrDefault(family => code.StartsWith(family.Start, StringComparison.Ordinal)).Fault;
        var words = Words(reply.Json.Text("Message"), request);
        if (fault is not null)
        {
            return fault.Outcome(reply.Code(code), words);
        }

        // A code that nobody has told us of: a success it is not, and else the status says what can be done.
        return reply.IsSuccess
            ? Outcome.Rejected(FaultScope.Message, reply.Code(code), words)
            : StatusOutcome.Judge(reply, words, code);
    }

    // A signature that does not match is answered with the string that was signed, and that is the whole mail.
    private static string? Words(string? message, string? request)
    {
        var told = message?.Split("server string to sign", StringSplitOptions.TrimEntries)[0];
        return request is null ? told : $"{told} {Request(request)}".Trim();
    }

    private static string Request(string id) => $"(RequestId {id})";
}
