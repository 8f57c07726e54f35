using System.Globalization;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>What an HTTP status alone means, wherever a provider's own code says nothing more.</summary>
internal static class StatusOutcome
{
    private const string AnswerUnknown = "The whole message went out, and the answer does not tell whether the provider has it.";

    /// <param name="reply">The answer.</param>
    /// <param name="words">The provider's own, where it has some.</param>
    /// <param name="ownCode">The provider's code, where it gave one.</param>
    /// <param name="contentOut">Whether the whole request had gone out.</param>
    public static Outcome Judge(HttpReply reply, string? words = null, string? ownCode = null, bool contentOut = true)
    {
        var code = reply.Code(ownCode);
        var text = words ?? string.Create(CultureInfo.InvariantCulture, $"The provider answered {reply.Status}.");
        return reply.Status switch
        {
            // A body that was promised and is none of this provider's: a gateway's page, or cut off.
            >= 200 and < 300 => Outcome.Unknown(FaultScope.Platform, "answer_garbled", text, AnswerUnknown),
            >= 300 and < 400 => Outcome.Deferred(FaultScope.Connector, code, text, hint: "Redirects are not followed, as the key would go along: the address of the provider must be the final one."),
            401 or 403 => Outcome.Deferred(FaultScope.Connector, code, text, hint: "The provider does not let this key in, or not for this: check the key, its permissions and the account."),
            402 => Outcome.Deferred(FaultScope.Connector, code, text, hint: "The provider asks for payment: check the account."),
            404 or 405 or 410 => Outcome.Deferred(FaultScope.Connector, code, text, hint: "The provider does not know this address: check the configuration, its region among it."),
            407 or 408 or 409 or 421 or 423 or 425 => Outcome.Deferred(FaultScope.Platform, code, text),
            429 => Outcome.Deferred(FaultScope.Connector, code, text, hint: "The provider limits this account: mail waits as long as it asks."),
            >= 400 and < 500 => Outcome.Rejected(FaultScope.Message, code, text, hint: "The provider refuses this message."),
            // Whoever stands before the provider gave up on it; 520 and 524 are Cloudflare's words for the same.
            502 or 504 or 520 or 524 when contentOut => Outcome.Unknown(FaultScope.Platform, code, text, AnswerUnknown),
            _ => Outcome.Deferred(FaultScope.Platform, code, text),
        };
    }
}
