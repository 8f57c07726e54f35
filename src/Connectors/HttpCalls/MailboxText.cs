using System.Buffers;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>A mailbox as providers take it in one string: the name in quotes where it needs them (RFC 5322, 3.2.3), the domain as A-labels.</summary>
internal static class MailboxText
{
    private static readonly SearchValues<char> Atoms =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~ ");

    public static string Of(Mailbox mailbox) => mailbox.DisplayName is { } name
        ? $"{(IsPlain(name) ? name : DisplayNameSyntax.Quote(name))} <{mailbox.Address.AsciiText}>"
        : mailbox.Address.AsciiText;

    // Whoever writes the header encodes what is not ASCII.
    private static bool IsPlain(string name) => !name.Any(character => char.IsAscii(character) && !Atoms.Contains(character));
}
