namespace EmailPlatform.Connectors.SendGrid;

/// <param name="Content">Base64 on the wire.</param>
internal sealed record SendGridAttachment(ReadOnlyMemory<byte> Content, string Type, string Filename, string? Disposition = null, string? ContentId = null)
{
    public static SendGridAttachment Of(Attachment file) => file.ContentId is { } id
        ? new SendGridAttachment(file.Content, file.ContentType, file.Name, "inline", id.Trim('<', '>'))
        : new SendGridAttachment(file.Content, file.ContentType, file.Name, "attachment");
}
