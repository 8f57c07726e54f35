using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.SMTP2GO;

/// <summary>
/// What SMTP2GO answers: counts of recipients with 200, where a failure is one all the same, else <c>error</c> and
/// <c>error_code</c>, with or without <c>data</c> around them: https://developers.smtp2go.com/docs/response-codes (2026-11-20).
/// </summary>
internal static class Smtp2GoReplies
{
    private static readonly KnownFault Key = KnownFault.Connector("Check apiKey and its permission to send.");
    private static readonly KnownFault Sender = KnownFault.Connector("Verify sender, or its domain, at SMTP2GO.");
    private static readonly KnownFault Recipient = KnownFault.Recipient("SMTP2GO does not take this recipient.");
    private static readonly KnownFault Failed = KnownFault.Connector("SMTP2GO did not carry out a valid request: see its words, the account and its quota.");

    public static Outcome? Judge(HttpReply reply)
    {
        var data = reply.Json.Member("data");
        if (reply.IsSuccess)
        {
            return Counted(reply, data);
        }

        var place = data.Text("error_code") is null ? reply.Json : data;
        var (words, code) = (place.Text("error"), place.Text("error_code"));
        return Known(reply.Status, code ?? "", words ?? "", place.Member("field_validation_errors").Text("fieldname"))?.Outcome(reply.Code(code), words)
            ?? StatusOutcome.Judge(reply, words, code);
    }

    /// <summary>A message has one recipient, so one failure is all of it.</summary>
    private static Outcome? Counted(HttpReply reply, ReplyJson data)
    {
        if (data.Number("failed") > 0)
        {
            var words = string.Join("; ", data.Items("failures").Select(failure => failure.AsText()).OfType<string>());
            return (IsAboutSender(words) ? Sender : Recipient).Outcome(reply.Code(), words);
        }

        return data.Number("succeeded") > 0 ? Outcome.Accepted(reply.Code(), providerMessageId: data.Text("email_id")) : null;
    }

    private static KnownFault? Known(int status, string code, string words, string? field) => status switch
    {
        402 => Failed,
        400 when field == "sender" || IsAboutSender(words) => Sender,
        400 when field == "to" => Recipient,
        400 when code.Contains("API_KEY", StringComparison.Ordinal) || code.Contains("PERMISSION", StringComparison.Ordinal) => Key,
        _ => null,
    };

    // "From header sender domain not verified": https://github.com/PHPMailer/PHPMailer/issues/2683 (2026-11-20).
    private static bool IsAboutSender(string words) => words.Contains("not verified", StringComparison.OrdinalIgnoreCase);
}
