namespace EmailPlatform.Connectors.Mime;

/// <summary>
/// The parts, nested as readers expect: mixed(alternative(text, related(html, inline images)), attachments), each level only
/// where it has more than one part.
/// </summary>
internal static class BodyWriter
{
    public static void Write(ref WireWriter writer, MimeMessage message)
    {
        var all = message.Attachments ?? [];
        if (all.Count == 0)
        {
            WriteAlternative(ref writer, message, []);
        }
        else
        {
            // Only HTML can show an inline part; beside text it is an attachment like others.
            bool IsInline(Attachment attachment) => attachment.ContentId is not null && message.Html is not null;
            WriteMixed(ref writer, message, [.. all.Where(IsInline)], [.. all.Where(attachment => !IsInline(attachment))]);
        }

        if (writer.Last != '\n')
        {
            writer.NewLine();
        }
    }

    private static void WriteMixed(ref WireWriter writer, MimeMessage message, Attachment[] inline, Attachment[] attached)
    {
        if (attached.Length == 0)
        {
            WriteAlternative(ref writer, message, inline);
            return;
        }

        var boundary = new Boundary(message.MessageId, (byte)'1');
        boundary.WriteContentType(ref writer, "mixed"u8);
        boundary.WriteStart(ref writer);
        WriteAlternative(ref writer, message, inline);
        WriteAttachments(ref writer, boundary, attached, inline: false);
        boundary.WriteEnd(ref writer);
    }

    private static void WriteAlternative(ref WireWriter writer, MimeMessage message, Attachment[] inline)
    {
        if (message.Html is not { } html)
        {
            TextPart.Write(ref writer, "plain"u8, message.Text ?? string.Empty);
        }
        else if (message.Text is not { } text)
        {
            WriteRelated(ref writer, message, html, inline);
        }
        else
        {
            var boundary = new Boundary(message.MessageId, (byte)'2');
            boundary.WriteContentType(ref writer, "alternative"u8);
            boundary.WriteStart(ref writer);
            TextPart.Write(ref writer, "plain"u8, text);
            boundary.WriteNext(ref writer);
            WriteRelated(ref writer, message, html, inline);
            boundary.WriteEnd(ref writer);
        }
    }

    private static void WriteRelated(ref WireWriter writer, MimeMessage message, string html, Attachment[] inline)
    {
        if (inline.Length == 0)
        {
            TextPart.Write(ref writer, "html"u8, html);
            return;
        }

        var boundary = new Boundary(message.MessageId, (byte)'3');
        boundary.WriteContentType(ref writer, "related; type=\"text/html\""u8);
        boundary.WriteStart(ref writer);
        TextPart.Write(ref writer, "html"u8, html);
        WriteAttachments(ref writer, boundary, inline, inline: true);
        boundary.WriteEnd(ref writer);
    }

    private static void WriteAttachments(ref WireWriter writer, Boundary boundary, Attachment[] attachments, bool inline)
    {
        foreach (var attachment in attachments)
        {
            boundary.WriteNext(ref writer);
            AttachmentPart.Write(ref writer, attachment, inline);
        }
    }
}
