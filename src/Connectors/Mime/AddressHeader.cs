using System.Buffers;

namespace EmailPlatform.Connectors.Mime;

/// <summary>From, To and Reply-To: a bare address, or a name as atoms, quoted string or encoded words before it.</summary>
internal static class AddressHeader
{
    private static readonly SearchValues<char> Atoms =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~ ");

    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<byte> name, EmailAddress address, MimeForm form)
    {
        writer.Write(name);
        writer.Write(Text(address, form));
        writer.NewLine();
    }

    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<byte> name, Mailbox mailbox, MimeForm form)
    {
        var displayName = HeaderText.Clean(mailbox.DisplayName ?? string.Empty);
        if (string.IsNullOrWhiteSpace(displayName))
        {
            Write(ref writer, name, mailbox.Address, form);
            return;
        }

        writer.Write(name);
        WriteName(ref writer, displayName);
        var address = Text(mailbox.Address, form);
        if (writer.Column + address.Length + 3 > EncodedWords.MaxLine)
        {
            writer.NewLine();
        }

        writer.Write(" <"u8);
        writer.Write(address);
        writer.Write((byte)'>');
        writer.NewLine();
    }

    private static string Text(EmailAddress address, MimeForm form) => form == MimeForm.Ascii ? address.AsciiText : address.ToString();

    private static void WriteName(ref WireWriter writer, string name)
    {
        if (!HeaderText.IsPlain(name) || writer.Column + name.Length + 2 + name.AsSpan().Count('"') + name.AsSpan().Count('\\') > UnstructuredHeader.Preferred)
        {
            EncodedWords.Write(ref writer, name);
        }
        else if (name.AsSpan().ContainsAnyExcept(Atoms) || name.Contains("  ", StringComparison.Ordinal))
        {
            WriteQuoted(ref writer, name);
        }
        else
        {
            writer.Write(name);
        }
    }

    /// <summary>A quoted string (RFC 5322, 3.2.4) of printable ASCII.</summary>
    public static void WriteQuoted(ref WireWriter writer, scoped ReadOnlySpan<char> text)
    {
        writer.Write((byte)'"');
        foreach (var character in text)
        {
            if (character is '"' or '\\')
            {
                writer.Write((byte)'\\');
            }

            writer.Write((byte)character);
        }

        writer.Write((byte)'"');
    }
}
