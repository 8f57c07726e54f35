using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>
/// Which headers a signature covers. Some are named once more than they occur, so that nobody can add another one
/// above the signed one without breaking the signature (RFC 6376, 8.15).
/// </summary>
internal sealed class DkimHeaderNames(IReadOnlyList<string>? given)
{
    internal static readonly string[] Usual =
    [
        "From", "To", "Cc", "Subject", "Date", "Message-ID", "Reply-To", "In-Reply-To", "References", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted",
    ];

    // What a reader shows or answers to.
    private static readonly string[] NamedOnceMore = ["From", "To", "Cc", "Subject", "Date", "Reply-To"];

    private readonly string[] _names = given is null or [] ? Usual : [.. given.Prepend("From").Distinct(StringComparer.OrdinalIgnoreCase)];

    public static string? Check(IReadOnlyList<string>? names)
    {
        foreach (var name in names ?? [])
        {
            if (name.Length is 0 or > 60 || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.AsSpan().IndexOfAny(':', ';') >= 0)
            {
                return "A name in the list of signed headers is no header name.";
            }

            // RFC 6376, 5.4.1: these change on the way.
            if (name.Equals("Return-Path", StringComparison.OrdinalIgnoreCase) || name.Equals("Received", StringComparison.OrdinalIgnoreCase)
                || name.Equals("DKIM-Signature", StringComparison.OrdinalIgnoreCase))
            {
                return $"The header {name} cannot be signed: servers add it on the way.";
            }
        }

        return null;
    }

    /// <summary>The signed fields in the order of the list: of those with the same name, the last comes first (RFC 6376, 5.4.2).</summary>
    public List<int> Signed(ReadOnlySpan<byte> message, HeaderField[] fields)
    {
        var signed = new List<int>(fields.Length);
        foreach (var name in _names)
        {
            for (var i = fields.Length - 1; i >= 0; i--)
            {
                if (Ascii.EqualsIgnoreCase(message[fields[i].Name], name))
                {
                    signed.Add(i);
                }
            }
        }

        return signed;
    }

    public void WriteList(ref WireWriter writer, ReadOnlySpan<byte> message, HeaderField[] fields)
    {
        var first = true;
        foreach (var name in _names)
        {
            var times = NamedOnceMore.Contains(name, StringComparer.OrdinalIgnoreCase) ? 1 : 0;
            foreach (var field in fields)
            {
                times += Ascii.EqualsIgnoreCase(message[field.Name], name) ? 1 : 0;
            }

            for (; times > 0; times--)
            {
                writer.Write(first ? default : ":"u8);
                if (writer.Column + name.Length + 1 > EncodedWords.MaxLine)
                {
                    writer.Fold();
                }

                writer.Write(name);
                first = false;
            }
        }
    }
}
