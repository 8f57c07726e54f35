using System.Buffers;

namespace EmailPlatform.Connectors.Mime;

/// <summary>What an attachment's labels may hold.</summary>
public static class AttachmentRules
{
    private const int MaxName = 255;

    /// <summary>A sentence on why the attachment cannot be sent, or null.</summary>
    public static string? Check(Attachment attachment) =>
        CheckName(attachment.Name) ?? CheckContentType(attachment.ContentType) ?? (attachment.ContentId is { } id ? CheckContentId(id) : null);

    /// <summary>A sentence on what is wrong with a file's name, or null.</summary>
    public static string? CheckName(string name) => name.Length is 0 or > MaxName || HeaderText.HasControls(name) || HasHalfCharacter(name)
        ? $"An attachment needs a name of 1 to {MaxName} characters without control characters."
        : null;

    /// <summary>A sentence on what is wrong with a content type, or null.</summary>
    public static string? CheckContentType(string contentType)
    {
        if (!MediaType.IsValid(contentType))
        {
            return "The content type of an attachment is not of the form type/subtype; name=value.";
        }

        // RFC 2046, 5.1 and 5.2: neither may be encoded in base64.
        return contentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) || contentType.StartsWith("message/", StringComparison.OrdinalIgnoreCase)
            ? "An attachment of a multipart or message type cannot be encoded: label it application/octet-stream."
            : null;
    }

    /// <summary>A sentence on what is wrong with a content id, in angle brackets or not, or null.</summary>
    public static string? CheckContentId(string id) => IdSyntax.IsValid(id, needsAt: false)
        ? null
        : "The content id of an attachment holds characters other than letters, digits and plain marks, or too many of them.";

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
