using System.Globalization;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.SendGrid;

/// <summary>
/// What SendGrid answers: 202 without a body, the id in a header, or <c>{ "errors": [{ "message", "field" }] }</c>. It has no
/// error codes of its own; the field says what is wrong. As in https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors
/// (2026-11-20).
/// </summary>
internal static class SendGridReplies
{
    private const int DataResidency = 451;

    private static readonly KnownFault Sender = KnownFault.Connector("Verify fromEmail as a single sender, or authenticate its domain, at SendGrid.");
    private static readonly KnownFault Template = KnownFault.Connector("Correct templateId: this account has no dynamic template of that ID, or no active version of it.");
    private static readonly KnownFault Recipient = KnownFault.Recipient("SendGrid does not take this recipient's address.");
    private static readonly KnownFault Quota = KnownFault.Connector("The account's credits are used up: wait for its next period, or change its plan.");
    private static readonly KnownFault Region = KnownFault.Connector("This key's data stays in another region: set region to eu for an EU subuser, and to global for all others.");

    public static Outcome? Judge(HttpReply reply, DateTimeOffset now)
    {
        // 200 is the sandbox's word for a message that is valid and goes nowhere; nobody here asks for it.
        if (reply.Status == 202)
        {
            return Outcome.Accepted(reply.Code(), providerMessageId: reply.Header("X-Message-Id"));
        }

        if (reply.IsSuccess)
        {
            return null;
        }

        var errors = reply.Json.Items("errors").Select(error => new Told(error.Text("field"), error.Text("message"))).DefaultIfEmpty(new Told(null, null)).ToList();
        // Several members may be wrong at once; one that says what to do counts before the first.
        var told = errors.Find(error => Known(reply.Status, error) is not null) ?? errors[0];
        var words = HttpReply.Words(told.Words, reply.Json.Text("id"));
        var outcome = Known(reply.Status, told)?.Outcome(reply.Code(told.Field), words) ?? StatusOutcome.Judge(reply, words, told.Field);
        return outcome.Kind == OutcomeKind.Deferred && reply.Header("Retry-After") is null ? outcome with { RetryAfter = Reset(reply, now) } : outcome;
    }

    private static KnownFault? Known(int status, Told error) => (status, Field: error.Field ?? "") switch
    {
        (401 or 403, _) when error.Words?.Contains("credits exceeded", StringComparison.OrdinalIgnoreCase) == true => Quota,
        (400 or 403, var field) when field is "from" || field.StartsWith("from.", StringComparison.Ordinal) => Sender,
        (400, var field) when field.StartsWith("personalizations", StringComparison.Ordinal) && field.Contains(".to", StringComparison.Ordinal) => Recipient,
        (400, "template_id") => Template,
        (DataResidency, _) => Region,
        _ => null,
    };

    // Seconds since 1970 at which the limit begins anew: https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/rate-limits (2026-11-20).
    private static TimeSpan? Reset(HttpReply reply, DateTimeOffset now) =>
        reply.Status == 429
        && long.TryParse(reply.Header("X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? RetryAfter.Bound(DateTimeOffset.FromUnixTimeSeconds(seconds) - now)
            : null;

    private sealed record Told(string? Field, string? Words);
}
