using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>
/// What Mailgun answers: an <c>id</c> with 200, else a status and at best a <c>message</c>. It has no codes, so what a 400
/// means is known by its words alone: https://documentation.mailgun.com/docs/mailgun/quickstart-guide/responses (2026-11-20).
/// 420, which stands on no page of Mailgun's, says that the account's or the domain's limit is reached:
/// https://github.com/mailgun/mailgun-java/issues/50 (2026-11-20).
/// </summary>
internal static class MailgunReplies
{
    private const int LimitReached = 420;

    private static readonly KnownFault Recipient = KnownFault.Recipient("Mailgun does not take this recipient's address.");
    private static readonly KnownFault Sender = KnownFault.Connector("Correct from: an address of the sending domain.");
    private static readonly KnownFault Sandbox = KnownFault.Connector("A sandbox domain or free account sends to its authorized recipients only: use a domain of your own.");
    private static readonly KnownFault Domain = KnownFault.Connector("Mailgun does not let this domain send: verify it, or see what is wrong with the account or its limits.");
    private static readonly KnownFault Limit = KnownFault.Connector("Mailgun's limit for this account or domain is reached: mail waits until it lets more through.");

    public static Outcome? Judge(HttpReply reply)
    {
        if (reply.IsSuccess)
        {
            return reply.Json.Text("id") is { } id ? Outcome.Accepted(reply.Code(), providerMessageId: id) : null;
        }

        var words = reply.Json.Text("message");
        if (reply.Status == LimitReached)
        {
            return Limit.Outcome(reply.Code(), words);
        }

        if (words is null)
        {
            return null;
        }

        return reply.Status is >= 400 and < 500 && Known(words) is { } fault ? fault.Outcome(reply.Code(), words) : StatusOutcome.Judge(reply, words);
    }

    private static KnownFault? Known(string words)
    {
        // Parameters have been seen with and without quotes.
        var plain = words.Replace("'", "", StringComparison.Ordinal);
        return plain switch
        {
            _ when plain.StartsWith("to parameter is not a valid address", StringComparison.OrdinalIgnoreCase) => Recipient,
            _ when plain.StartsWith("from parameter is not a valid address", StringComparison.OrdinalIgnoreCase) => Sender,
            _ when plain.Contains("for test purposes only", StringComparison.OrdinalIgnoreCase) => Sandbox,
            _ when plain.Contains("is not allowed to send", StringComparison.OrdinalIgnoreCase) => Domain,
            _ => null,
        };
    }
}
