using System.Buffers;
using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Text or HTML in UTF-8, in the encoding that suits it; every kind of line end becomes CRLF.</summary>
internal static class TextPart
{
    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<byte> subtype, string text)
    {
        // NUL has no place in mail in any encoding, other control characters are carried encoded.
        text = text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", string.Empty, StringComparison.Ordinal) : text;
        writer.Write("Content-Type: text/"u8);
        writer.Write(subtype);
        writer.Write("; charset=utf-8\r\nContent-Transfer-Encoding: "u8);
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        WriteContent(ref writer, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    private static void WriteContent(ref WireWriter writer, scoped ReadOnlySpan<byte> octets)
    {
        var shape = TextShape.Of(octets);
        switch (shape.Encoding)
        {
            case TransferEncoding.SevenBit:
                writer.Write("7bit\r\n\r\n"u8);
                LineEnds.Write(ref writer, octets, shape.HasLooseLineEnds);
                break;
            case TransferEncoding.QuotedPrintable:
                writer.Write("quoted-printable\r\n\r\n"u8);
                QuotedPrintable.Write(ref writer, octets);
                break;
            case TransferEncoding.Base64:
                writer.Write("base64\r\n\r\n"u8);
                WriteBase64(ref writer, octets);
                break;
        }
    }

    private static void WriteBase64(ref WireWriter writer, scoped ReadOnlySpan<byte> octets)
    {
        var normal = ArrayPool<byte>.Shared.Rent(octets.Length * 2);
        Base64Lines.Write(ref writer, normal.AsSpan(0, LineEnds.Normalise(octets, normal)));
        ArrayPool<byte>.Shared.Return(normal, clearArray: true);
    }
}
