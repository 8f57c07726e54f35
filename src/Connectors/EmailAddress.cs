using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace EmailPlatform.Connectors;

/// <summary>
/// Exactly one bare address: RFC 5321's Mailbox (with RFC 6531's characters) without a display name, address literal,
/// source route or comment; at most 254 octets, of which at most 64 before the at sign.
/// Equality is by what was written; <see cref="Key"/> tells whether two addresses are one recipient.
/// </summary>
public readonly record struct EmailAddress
{
    private const int MaxOctets = 254;

    private readonly string? _text;
    private readonly string? _asciiDomain;
    private readonly int _at;

    private EmailAddress(string text, int at, string asciiDomain)
    {
        _text = text;
        _at = at;
        _asciiDomain = asciiDomain;
    }

    /// <summary>What stands before the at sign, as given.</summary>
    public string LocalPart => Text[.._at];

    /// <summary>What stands behind the at sign, as given.</summary>
    public string Domain => Text[(_at + 1)..];

    /// <summary>The domain in lower case with A-labels (RFC 5890), as it goes over the wire and into DNS.</summary>
    public string AsciiDomain => _asciiDomain ?? throw Unset();

    /// <summary>Whether local part and domain as given are ASCII.</summary>
    public bool IsAscii => Ascii.IsValid(Text);

    /// <summary>The local part is not ASCII: only a server with SMTPUTF8 (RFC 6531) can take it. A domain has its A-labels.</summary>
    public bool NeedsSmtpUtf8 => !Ascii.IsValid(Text.AsSpan(0, _at));

    /// <summary>
    /// The one key of this recipient for limits, codes and look-ups: ASCII letters of the local part in lower case, the
    /// domain as A-labels. Nothing else is folded: what Unicode calls equal may be two mailboxes.
    /// </summary>
    public string Key => string.Create(_at + 1 + AsciiDomain.Length, this, static (span, address) =>
    {
        for (var i = 0; i < address._at; i++)
        {
            span[i] = char.IsAsciiLetterUpper(address.Text[i]) ? (char)(address.Text[i] | 0x20) : address.Text[i];
        }

        span[address._at] = '@';
        address.AsciiDomain.CopyTo(span[(address._at + 1)..]);
    });

    /// <summary>The address in ASCII, domain as A-labels: what a server without SMTPUTF8 takes, if <see cref="NeedsSmtpUtf8"/> is false.</summary>
    public string AsciiText => IsAscii ? Text : $"{Text.AsSpan(0, _at)}@{AsciiDomain}";

    private string Text => _text ?? throw Unset();

    /// <summary>Reads one bare address; <paramref name="reason"/> is a sentence for whoever typed it. No blanks are trimmed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EmailAddress address, [NotNullWhen(false)] out string? reason)
    {
        address = default;
        if (string.IsNullOrEmpty(text))
        {
            reason = "An address is needed.";
            return false;
        }

        if (text.Length > MaxOctets || Encoding.UTF8.GetByteCount(text) > MaxOctets)
        {
            reason = $"An address has at most {MaxOctets} octets.";
            return false;
        }

        reason = FindShape(text) ?? AddressCharacters.FindForbidden(text);
        if (reason is not null)
        {
            return false;
        }

        var at = text.LastIndexOf('@');
        reason = LocalPartSyntax.Check(text.AsSpan(0, at));
        if (reason is not null || !DomainName.TryToAscii(text[(at + 1)..], out var asciiDomain, out reason))
        {
            return false;
        }

        if (Encoding.UTF8.GetByteCount(text.AsSpan(0, at)) + 1 + asciiDomain.Length > MaxOctets)
        {
            reason = $"An address has at most {MaxOctets} octets.";
            return false;
        }

        address = new EmailAddress(text, at, asciiDomain);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for what is known to be an address.</summary>
    /// <exception cref="FormatException">It is none; the message is the reason, without the text.</exception>
    public static EmailAddress Parse(string text) => TryParse(text, out var address, out var reason) ? address : throw new FormatException(reason);

    /// <summary>The address as given.</summary>
    public override string ToString() => _text ?? string.Empty;

    // The usual mistakes, told as what they are rather than as a character out of place.
    private static string? FindShape(string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            return "An address is one line.";
        }

        if (text.AsSpan().IndexOfAny('<', '>') >= 0)
        {
            return text[0] == '<' && text.Contains(':', StringComparison.Ordinal)
                ? "A source route is not accepted: give the bare address."
                : "A bare address is needed, without a display name and angle brackets.";
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return "An address has an at sign: local part, @, domain.";
        }

        if (text.AsSpan().IndexOfAny(',', ';') >= 0)
        {
            return "Exactly one address is needed, not a list or group.";
        }

        if (text.AsSpan().IndexOfAny('(', ')') >= 0)
        {
            return "Comments are not accepted in an address.";
        }

        if (text.IndexOf('@', at + 1) >= 0)
        {
            return "An address has exactly one at sign.";
        }

        return text.AsSpan(at + 1).StartsWith("[") ? "An address literal is not accepted: give a domain name." : null;
    }

    private static InvalidOperationException Unset() => new("This address was never parsed.");
}
