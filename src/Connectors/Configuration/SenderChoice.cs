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
            // It may hold what came with the message: characters that make one name look like another are not passed on.
            var name = senderName.Trim();
            return DisplayNameSyntax.Check(name) is null ? configured with { DisplayName = name } : configured;
        }

        var shown = asked.DisplayName ?? configured.DisplayName;
        return asked.Address.AsciiDomain == configured.Address.AsciiDomain ? asked with { DisplayName = shown } : configured with { DisplayName = shown };
    }
}
