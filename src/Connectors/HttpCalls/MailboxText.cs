namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>A mailbox as providers take it in one string: the name in quotes, the domain as A-labels.</summary>
internal static class MailboxText
{
    public static string Of(Mailbox mailbox) => mailbox.DisplayName is { } name
        ? $"{DisplayNameSyntax.Quote(name)} <{mailbox.Address.AsciiText}>"
        : mailbox.Address.AsciiText;
}
