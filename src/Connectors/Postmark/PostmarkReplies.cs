using System.Collections.Frozen;
using System.Globalization;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.Postmark;

/// <summary>
/// What Postmark answers: <c>{ "ErrorCode", "Message", "MessageID" }</c>, where only the code 0 is a success, also with status
/// 200. Codes as in https://postmarkapp.com/developer/api/overview#error-codes (2026-11-20).
/// </summary>
internal static class PostmarkReplies
{
    private const int InvalidRequest = 300;

    private static readonly KnownFault Sender = KnownFault.Connector("Confirm the sender signature or the domain of fromEmail at Postmark.");
    private static readonly KnownFault Account = KnownFault.Connector("Postmark has not approved this account for sending: ask its support.");
    private static readonly KnownFault Stream = KnownFault.Connector("Correct messageStream: the ID of a stream of this server that sends.");

    public static FrozenDictionary<int, KnownFault> Known { get; } = new Dictionary<int, KnownFault>
    {
        [10] = KnownFault.Connector("Check serverToken: the token of a server, not of the account."),
        [100] = KnownFault.Platform("Postmark is in maintenance."),
        [400] = Sender,
        [401] = Sender,
        [402] = KnownFault.Message("Postmark cannot read this message."),
        [403] = KnownFault.Message("Postmark cannot use a member of this message, or the payload does not fit the template."),
        [405] = KnownFault.Connector("The account's credits are used up."),
        [406] = KnownFault.Recipient("Postmark has this recipient as inactive after a bounce or complaint: reactivate it there, if it is to get mail again."),
        [411] = KnownFault.Message("Postmark does not take attachments of this type."),
        [412] = Account,
        [413] = Account,
        [1101] = KnownFault.Connector("Correct templateAlias: this server has no template of that alias."),
        [1221] = Stream,
        [1222] = Stream,
        [1226] = Stream,
        [1227] = Stream,
        [1235] = Stream,
        [1236] = Stream,
        [1237] = Stream,
    }.ToFrozenDictionary();

    public static Outcome? Judge(HttpReply reply)
    {
        var words = reply.Json.Text("Message");
        if (reply.Json.Number("ErrorCode") is not { } error)
        {
            return null;
        }

        if (error == 0)
        {
            return reply.IsSuccess ? Outcome.Accepted(reply.Code(), providerMessageId: reply.Json.Text("MessageID")) : null;
        }

        var code = reply.Code(error.ToString(CultureInfo.InvariantCulture));
        var fault = error == InvalidRequest ? Invalid(words ?? "") : Known.GetValueOrDefault(error);
        if (fault is not null)
        {
            return fault.Outcome(code, words);
        }

        // A code that nobody has told us of: a success it is not, and else the status says what can be done.
        return reply.IsSuccess
            ? Outcome.Rejected(FaultScope.Message, code, words)
            : StatusOutcome.Judge(reply, words, error.ToString(CultureInfo.InvariantCulture));
    }

    // One code for every member that does not hold; the text names the member in quotes.
    private static KnownFault Invalid(string words) => words switch
    {
        _ when words.Contains("'To'", StringComparison.OrdinalIgnoreCase) => KnownFault.Recipient("Postmark does not take this recipient's address."),
        _ when words.Contains("'From'", StringComparison.OrdinalIgnoreCase) => Sender,
        _ => KnownFault.Message("Postmark refuses a member of this message."),
    };
}
