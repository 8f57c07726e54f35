namespace EmailPlatform.Connectors.Configuration;

/// <summary>
/// Who a mail is from, when its template has a wish. It may choose the name, and the mailbox only within the configured
/// sender's own domain: servers refuse others, or pass them on without alignment, and a template's author is not who
/// vouched for the domain.
/// </summary>
internal sealed class SenderChoice(Mailbox configured)
{
    public Mailbox For(string? senderName)
    {
        if (string.IsNullOrWhiteSpace(senderName))
        {
            return configured;
        }

        if (!Mailbox.TryParse(senderName, out var asked, out _))
        {
            return configured with { DisplayName = senderName.Trim() };
        }

        var name = asked.DisplayName ?? configured.DisplayName;
        return asked.Address.AsciiDomain == configured.Address.AsciiDomain ? asked with { DisplayName = name } : configured with { DisplayName = name };
    }
}
