using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.MailJunky;

/// <summary>
/// What MailJunky answers: <c>{ "id", "message_id", "status" }</c>, else <c>{ "message", "code" }</c>. No page lists codes, so
/// beside the status only what speaks of the recipient or the sender is told apart.
/// </summary>
internal static class MailJunkyReplies
{
    private static readonly KnownFault Recipient = KnownFault.Recipient("MailJunky does not take this recipient.");
    private static readonly KnownFault Sender = KnownFault.Connector("Verify the domain of fromEmail at MailJunky.");

    public static Outcome? Judge(HttpReply reply)
    {
        if (reply.IsSuccess)
        {
            return Taken(reply);
        }

        var (words, code) = (reply.Json.Text("message"), reply.Json.Text("code"));
        return (reply.Status is 400 or 422 ? Known($"{code} {words}") : null)?.Outcome(reply.Code(code), words) ?? StatusOutcome.Judge(reply, words, code);
    }

    private static Outcome? Taken(HttpReply reply) => (reply.Json.Text("status"), reply.Json.Text("id")) switch
    {
        // A failure of MailJunky's own, of which it says no more.
        ("failed", _) => Outcome.Deferred(FaultScope.Platform, reply.Code("failed"), "MailJunky answered that sending failed."),
        (_, { } id) => Outcome.Accepted(reply.Code(), providerMessageId: id),
        _ => null,
    };

    private static KnownFault? Known(string told)
    {
        return Says("recipient") || Says("suppress") ? Recipient : Says("domain") || Says("sender") ? Sender : null;

        bool Says(string word) => told.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
