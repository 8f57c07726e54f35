using System.Buffers;

namespace EmailPlatform.Connectors.Mime;

/// <summary>What an attachment's labels may hold.</summary>
public static class AttachmentRules
{
    private const int MaxName = 255;

    /// <summary>A sentence on why the attachment cannot be sent, or null.</summary>
    public static string? Check(Attachment attachment)
    {
        if (attachment.Name.Length is 0 or > MaxName || HeaderText.HasControls(attachment.Name) || HasHalfCharacter(attachment.Name))
        {
            return $"An attachment needs a name of 1 to {MaxName} characters without control characters.";
        }

        if (!MediaType.IsValid(attachment.ContentType))
        {
            return "The content type of an attachment is not of the form type/subtype; name=value.";
        }

        // RFC 2046, 5.1 and 5.2: neither may be encoded in base64.
        if (attachment.ContentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            || attachment.ContentType.StartsWith("message/", StringComparison.OrdinalIgnoreCase))
        {
            return "An attachment of a multipart or message type cannot be encoded: label it application/octet-stream.";
        }

        return attachment.ContentId is { } id && !IdSyntax.IsValid(id, needsAt: false)
            ? "The content id of an attachment holds characters other than letters, digits and plain marks."
            : null;
    }

    private static bool HasHalfCharacter(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (System.Text.Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
            {
                return true;
            }

            text = text[length..];
        }

        return false;
    }
}
