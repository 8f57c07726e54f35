using EmailPlatform.Platform.Mailboxes;

namespace EmailPlatform.Server.Mailboxes;

/// <summary>A mail that the platform kept instead of sending it.</summary>
/// <param name="Id">The message's id.</param>
internal sealed record MailResponse(
    string Id,
    string From,
    string To,
    string Subject,
    string? Text,
    string? Html,
    IReadOnlyList<MailHeader> Headers,
    DateTimeOffset ReceivedAt)
{
    public static MailResponse Of(ReceivedMail received) => new(
        received.Id.ToString(),
        received.Mail.From,
        received.Mail.To,
        received.Mail.Subject,
        received.Mail.Text,
        received.Mail.Html,
        [.. received.Mail.Headers.Select(header => new MailHeader(header.Key, header.Value))],
        received.ReceivedAt);
}

/// <summary>One header line.</summary>
internal sealed record MailHeader(string Name, string Value);
