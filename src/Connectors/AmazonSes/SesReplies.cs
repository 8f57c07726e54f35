using System.Collections.Frozen;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>
/// What SES answers: <c>{ "MessageId" }</c>, or <c>{ "message" }</c> with the error's name in the header x-amzn-ErrorType; the
/// guide's table names the page of each.
/// </summary>
internal static class SesReplies
{
    private static readonly KnownFault Key = KnownFault.Connector("Check accessKeyId and accessKeySecret, and that the key is active.");
    private static readonly KnownFault Permission = KnownFault.Connector("Let the IAM identity send: ses:SendEmail and ses:SendRawEmail on the sender's identity.");
    private static readonly KnownFault Expired = KnownFault.Connector("The session has ended: give a new key, or a role that the platform assumes anew.");
    private static readonly KnownFault Sender = KnownFault.Connector("Verify emailAddress or its domain in this region; in the sandbox recipients too.");
    private static readonly KnownFault Account = KnownFault.Connector("SES has paused or suspended sending of this account: look into its console.");
    private static readonly KnownFault Rate = KnownFault.Connector("SES limits this account's rate or its mails of a day: mail waits.");
    private static readonly KnownFault Address = KnownFault.Recipient("SES does not take this recipient's address.");
    private static readonly KnownFault Set = KnownFault.Connector("Correct configurationSetName: it does not exist in this region, or is paused.");
    private static readonly KnownFault Clock = KnownFault.Platform("The clock of this machine is more than five minutes off.");

    private static readonly string[] AddressWords =
        ["Invalid email address", "Missing final '@domain'", "Missing domain", "Illegal address", "Domain contains", "Domain starts", "Local address"];

    public static FrozenDictionary<string, KnownFault> Known { get; } = new Dictionary<string, KnownFault>(StringComparer.Ordinal)
    {
        ["AccountSuspendedException"] = Account,
        ["SendingPausedException"] = Account,
        ["MailFromDomainNotVerifiedException"] = Sender,
        ["LimitExceededException"] = Rate,
        ["TooManyRequestsException"] = Rate,
        ["ThrottlingException"] = Rate,
        ["Throttling"] = Rate,
        ["NotFoundException"] = Set,
        ["AccessDeniedException"] = Permission,
        ["OptInRequired"] = Permission,
        ["InvalidClientTokenId"] = Key,
        ["UnrecognizedClientException"] = Key,
        ["MissingAuthenticationToken"] = Key,
        ["IncompleteSignature"] = Key,
        ["InvalidSignatureException"] = Key,
        ["SignatureDoesNotMatch"] = Key,
        ["ExpiredTokenException"] = Expired,
        ["ExpiredToken"] = Expired,
        ["RequestExpired"] = Clock,
        ["InternalFailure"] = KnownFault.Platform(),
        ["ServiceUnavailable"] = KnownFault.Platform(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool SaysExpired(HttpReply reply) => Error(reply) is "ExpiredTokenException" or "ExpiredToken";

    /// <param name="reply">The answer.</param>
    /// <param name="secrets">What the request was signed with, where that is not of the configuration.</param>
    public static Outcome? Judge(HttpReply reply, IReadOnlyCollection<Secret?> secrets)
    {
        if (Error(reply) is { } error)
        {
            return Failed(reply, error, Words(reply, secrets));
        }

        return reply.IsSuccess && reply.Json.Text("MessageId") is { } id ? Outcome.Accepted(reply.Code(), Request(reply), id) : null;
    }

    private static Outcome Failed(HttpReply reply, string error, string words)
    {
        // A key that may send and no more is a good one; this is what the call says that only looks.
        if (error == "AccessDeniedException" && words.Contains("ses:GetAccount", StringComparison.Ordinal))
        {
            return Outcome.Accepted("not_sent", "SES knows the key. It may not read the account, which is well.");
        }

        var fault = ByWords(error, words) ?? Known.GetValueOrDefault(error);
        if (fault is not null)
        {
            return fault.Outcome(reply.Code(error), words);
        }

        // An error that nobody has told us of: a success it is not, and else the status says what can be done.
        return reply.IsSuccess
            ? Outcome.Rejected(FaultScope.Message, reply.Code(error), words)
            : StatusOutcome.Judge(reply, words, error);
    }

    // One name for many things; the words tell them apart.
    private static KnownFault? ByWords(string error, string words)
    {
        return error switch
        {
            "MessageRejected" when Says("not verified") => Sender,
            "MessageRejected" when Says("suspended") || Says("paused") || Says("shut down") => Account,
            "MessageRejected" => KnownFault.Message("SES refuses this message's content or size."),
            "BadRequestException" when AddressWords.Any(Says) => Address,
            "BadRequestException" when Says("configuration set") => Set,
            "BadRequestException" => KnownFault.Message("SES refuses a member of this message."),
            "InvalidSignatureException" or "SignatureDoesNotMatch" when Says("Signature expired") || Says("not yet current") => Clock,
            _ => null,
        };

        bool Says(string part) => words.Contains(part, StringComparison.OrdinalIgnoreCase);
    }

    // Behind the name there may be a colon and a URL, before it a namespace and a hash.
    private static string? Error(HttpReply reply) =>
        (reply.Header("x-amzn-ErrorType") ?? reply.Json.Text("__type") ?? reply.Json.Text("code"))?.Split(':')[0].Split('#')[^1].Trim() is { Length: > 0 } error ? error : null;

    private static string Words(HttpReply reply, IReadOnlyCollection<Secret?> secrets)
    {
        var told = AwsWords.Clean(reply.Json.Text("message") ?? reply.Json.Text("Message")) ?? "";
        return new Scrubber(secrets).Clean($"{told} {Request(reply)}");
    }

    private static string? Request(HttpReply reply) => reply.Header("x-amzn-RequestId") is { } id ? $"(RequestId {id})" : null;
}
