using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace EmailPlatform.Connectors.Mime;

/// <summary>
/// Writes messages as they go over the wire (RFC 5322, 2045 to 2047, 2231): CRLF only, no line over 998 octets, body always
/// seven-bit so that no server has to convert (and break a signature). Dot-stuffing or chunking is the transport's.
/// </summary>
public static class MimeComposer
{
    /// <summary>Writes all of the message, or nothing and the reason why it cannot be written so.</summary>
    /// <param name="output">Gets about 1.4 octets for each octet of content; nothing is written when the answer is false.</param>
    public static bool TryCompose(MimeMessage message, MimeForm form, IBufferWriter<byte> output, [NotNullWhen(false)] out string? reason)
    {
        reason = MessageRules.Check(message, form);
        if (reason is not null)
        {
            return false;
        }

        var writer = new WireWriter(output);
        WriteHeaders(ref writer, message, form);
        BodyWriter.Write(ref writer, message);
        writer.Flush();
        return true;
    }

    private static void WriteHeaders(ref WireWriter writer, MimeMessage message, MimeForm form)
    {
        DateHeader.Write(ref writer, message.Date);
        AddressHeader.Write(ref writer, "From: "u8, message.From, form);
        AddressHeader.Write(ref writer, "To: "u8, message.To, form);
        if (message.ReplyTo is { } replyTo)
        {
            AddressHeader.Write(ref writer, "Reply-To: "u8, replyTo, form);
        }

        UnstructuredHeader.Write(ref writer, "Subject", HeaderText.Clean(message.Subject));
        writer.Write("Message-ID: <"u8);
        writer.Write(IdSyntax.Bare(message.MessageId));
        writer.Write((byte)'>');
        writer.NewLine();
        foreach (var (name, value) in message.Headers ?? [])
        {
            UnstructuredHeader.Write(ref writer, name, value);
        }

        writer.Write("MIME-Version: 1.0"u8);
        writer.NewLine();
    }
}
