using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>The relaxed canonical forms of RFC 6376, 3.4.2 and 3.4.4, hashed as they come about.</summary>
internal static class RelaxedForm
{
    /// <summary>Name in lower case, unfolded, runs of blanks as one, none around the colon or at the end; without a line end.</summary>
    public static void WriteHeader(ref CanonicalHash hash, scoped ReadOnlySpan<byte> field)
    {
        var colon = field.IndexOf((byte)':');
        Span<byte> name = stackalloc byte[Math.Min(colon, 256)];
        Ascii.ToLower(field[..name.Length], name, out _);
        hash.Write(((ReadOnlySpan<byte>)name).TrimEnd(" \t"u8));
        hash.Write(":"u8);
        WriteWords(ref hash, field[(colon + 1)..].TrimStart(" \t\r\n"u8), " \t\r\n"u8);
    }

    /// <summary>Blanks at line ends and empty lines at the end left away, runs of blanks as one.</summary>
    public static void HashBody(ReadOnlySpan<byte> body, Span<byte> result)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var hash = new CanonicalHash(digest, stackalloc byte[CanonicalHash.BufferLength]);
        var lineEnds = 0;
        var empty = true;
        while (!body.IsEmpty)
        {
            var length = body.IndexOf("\r\n"u8);
            var line = length < 0 ? body : body[..length];
            body = length < 0 ? default : body[(length + 2)..];
            if (line.ContainsAnyExcept(" \t"u8))
            {
                for (; lineEnds > 0; lineEnds--)
                {
                    hash.Write("\r\n"u8);
                }

                WriteWords(ref hash, line, " \t"u8);
                empty = false;
            }

            lineEnds++;
        }

        // The last line with anything in it has its line end; a body without any is empty.
        hash.Write(empty ? default : "\r\n"u8);
        hash.Finish(result);
    }

    private static void WriteWords(ref CanonicalHash hash, scoped ReadOnlySpan<byte> text, scoped ReadOnlySpan<byte> blanks)
    {
        text = text.TrimEnd(blanks);
        while (!text.IsEmpty)
        {
            var word = text.IndexOfAny(blanks);
            if (word < 0)
            {
                hash.Write(text);
                return;
            }

            hash.Write(text[..word]);
            hash.Write(" "u8);
            text = text[word..].TrimStart(blanks);
        }
    }
}
