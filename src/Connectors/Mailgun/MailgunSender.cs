using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>
/// Makes Mailgun's fields of a mail: https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages (2026-11-20).
/// </summary>
internal sealed class MailgunSender
{
    private readonly string _configured;
    private readonly Mailbox _from;
    private readonly SenderChoice _choice;

    public MailgunSender(MailgunConfig config)
    {
        _from = Mailbox.Parse(config.From);
        _choice = new SenderChoice(_from);

        // Just as it was given, unless its domain needs A-labels.
        _configured = _from.Address.IsAscii ? config.From.Trim() : MailboxText.Of(_from);
    }

    public IEnumerable<KeyValuePair<string, string?>> Content(Mail mail, MailContent content) =>
        [.. Envelope(mail), Field("html", content.Html), Field("text", content.Text), .. Headers(mail)];

    public IEnumerable<KeyValuePair<string, string?>> Templated(Mail mail, MailgunTemplate template) =>
        [.. Envelope(mail), Field("template", template.Name), Field("h:X-Mailgun-Variables", template.VariablesWith(RemotePayload.Of(mail))), .. Headers(mail)];

    private IEnumerable<KeyValuePair<string, string?>> Envelope(Mail mail)
    {
        var sender = _choice.For(mail.Content?.SenderName);
        yield return Field("from", sender == _from ? _configured : MailboxText.Of(sender));
        yield return Field("to", mail.To.AsciiText);
        yield return Field("subject", string.IsNullOrEmpty(mail.Content?.Subject) ? null : mail.Content.Subject);
        yield return Field("h:Reply-To", mail.ReplyTo is { } replyTo ? MailboxText.Of(replyTo) : null);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Headers(Mail mail) =>
        (mail.Headers ?? []).Select(header => Field($"h:{header.Key}", header.Value));

    private static KeyValuePair<string, string?> Field(string name, string? value) => KeyValuePair.Create(name, value);
}
