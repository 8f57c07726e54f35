namespace EmailPlatform.Connectors.Postmark;

/// <param name="Content">Base64 on the wire.</param>
/// <param name="ContentID">Of an inline image, with <c>cid:</c> before it.</param>
internal sealed record PostmarkAttachment(string Name, ReadOnlyMemory<byte> Content, string ContentType, string? ContentID = null)
{
    public static PostmarkAttachment Of(Attachment file) => new(
        file.Name, file.Content, file.ContentType, file.ContentId is { } id ? $"cid:{id.Trim('<', '>')}" : null);
}
