using System.Diagnostics.CodeAnalysis;

namespace EmailPlatform.Connectors;

/// <summary>One mailbox as in From and Reply-To: an address and the name shown for it.</summary>
/// <param name="DisplayName">The name itself, without the quotes or escapes of a header; null when there is none.</param>
public sealed record Mailbox(EmailAddress Address, string? DisplayName = null)
{
    /// <summary>
    /// Reads <c>ada@example.com</c>, <c>Ada &lt;ada@example.com&gt;</c> or <c>"Ada, Countess" &lt;ada@example.com&gt;</c>;
    /// blanks around are trimmed. A list, a group or a second line is refused with a sentence for whoever typed it.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Mailbox? mailbox, [NotNullWhen(false)] out string? reason)
    {
        mailbox = null;
        var trimmed = (text ?? string.Empty).AsSpan().Trim(' ');
        if (!DisplayNameSyntax.TrySplit(trimmed, out var name, out var address, out reason))
        {
            return false;
        }

        if (!EmailAddress.TryParse(address, out var parsed, out reason))
        {
            return false;
        }

        mailbox = new Mailbox(parsed, name);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for what is known to be a mailbox.</summary>
    /// <exception cref="FormatException">It is none; the message is the reason, without the text.</exception>
    public static Mailbox Parse(string text) => TryParse(text, out var mailbox, out var reason) ? mailbox : throw new FormatException(reason);

    /// <summary>The form that <see cref="TryParse"/> reads: not a header, where other characters need encoding.</summary>
    public override string ToString() => DisplayName is null ? Address.ToString() : $"{DisplayNameSyntax.Quote(DisplayName)} <{Address}>";
}
