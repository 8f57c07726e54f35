using System.Buffers;
using System.Text;
using EmailPlatform.Connectors.Mime;

namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>A mailbox as SES takes it: seven-bit ASCII, the name as it stands in a header, encoded words where it needs them (RFC 2047).</summary>
internal static class SesMailbox
{
    public static string Of(Mailbox mailbox)
    {
        var header = new ArrayBufferWriter<byte>();
        var writer = new WireWriter(header);
        AddressHeader.Write(ref writer, ""u8, mailbox, MimeForm.Ascii);
        writer.Flush();
        return Encoding.ASCII.GetString(header.WrittenSpan).Replace("\r\n", "", StringComparison.Ordinal);
    }
}
