using System.Text.Json;

namespace EmailPlatform.Connectors.SendGrid;

/// <summary>The body of POST /v3/mail/send: https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send (2026-11-20).</summary>
internal sealed record SendGridMessage(
    IReadOnlyList<SendGridPersonalization> Personalizations,
    SendGridAddress From,
    SendGridAddress? ReplyTo = null,
    string? Subject = null,
    IReadOnlyList<SendGridContent>? Content = null,
    string? TemplateId = null,
    IReadOnlyList<SendGridAttachment>? Attachments = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    IReadOnlyList<string>? Categories = null,
    IReadOnlyDictionary<string, string>? CustomArgs = null);

internal sealed record SendGridPersonalization(IReadOnlyList<SendGridAddress> To, JsonElement? DynamicTemplateData = null);

internal sealed record SendGridAddress(string Email, string? Name = null)
{
    public static SendGridAddress Of(Mailbox mailbox) => new(mailbox.Address.AsciiText, mailbox.DisplayName);
}

internal sealed record SendGridContent(string Type, string Value);
