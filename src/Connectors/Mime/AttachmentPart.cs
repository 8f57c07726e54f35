namespace EmailPlatform.Connectors.Mime;

/// <summary>One file, always in base64: what it is made of is the sender's business, line ends included.</summary>
internal static class AttachmentPart
{
    public static void Write(ref WireWriter writer, Attachment attachment, bool inline)
    {
        writer.Write("Content-Type: "u8);
        UnstructuredHeader.WriteFolded(ref writer, attachment.ContentType);
        writer.NewLine();
        writer.Write("Content-Transfer-Encoding: base64"u8);
        writer.NewLine();
        writer.Write(inline ? "Content-Disposition: inline"u8 : "Content-Disposition: attachment"u8);
        FileNameParameter.Write(ref writer, attachment.Name);
        writer.NewLine();
        if (attachment.ContentId is { } id)
        {
            writer.Write("Content-ID: <"u8);
            writer.Write(IdSyntax.Bare(id));
            writer.Write((byte)'>');
            writer.NewLine();
        }

        writer.NewLine();
        Base64Lines.Write(ref writer, attachment.Content.Span);
    }
}
