using System.Net.Mime;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Messages;

/// <summary>Decodes attachments and holds them to their bounds.</summary>
internal static class AttachmentCheck
{
    private const int MaxFiles = 20;
    private const int MaxBytes = 12 * 1024 * 1024;

    public static IReadOnlyList<ContentAttachment>? Check(IReadOnlyList<AttachmentRequest>? requests, List<ConfigProblem> errors)
    {
        if (requests is null || requests.Count == 0)
        {
            return null;
        }

        if (requests.Count > MaxFiles)
        {
            errors.Add(new ConfigProblem("attachments", ProblemCode.PayloadTooLarge, $"At most {MaxFiles} files."));
            return null;
        }

        var files = new List<ContentAttachment>(requests.Count);
        for (var i = 0; i < requests.Count; i++)
        {
            if (Check(requests[i], $"attachments[{i}]", errors) is { } file)
            {
                files.Add(file);
            }
        }

        if (files.Sum(file => (long)file.Content.Length) > MaxBytes)
        {
            errors.Add(new ConfigProblem("attachments", ProblemCode.PayloadTooLarge, "Attachments have at most 12 MiB together, decoded."));
        }

        return files;
    }

    private static ContentAttachment? Check(AttachmentRequest? request, string path, List<ConfigProblem> errors)
    {
        // The reader lets null stand in a list, whatever the list's type says.
        if (request is null)
        {
            errors.Add(new ConfigProblem(path, "required", "A file is needed, not null."));
            return null;
        }

        var before = errors.Count;
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 255 || request.Name.Any(char.IsControl))
        {
            errors.Add(new ConfigProblem($"{path}.name", "invalid_value", "A file name of 1 to 255 characters."));
        }

        if (!IsMediaType(request.ContentType))
        {
            errors.Add(new ConfigProblem($"{path}.contentType", "invalid_value", "A media type such as application/pdf."));
        }

        if (request.ContentId is not null && (request.ContentId.Length is 0 or > 255 || request.ContentId.Any(character => character is <= ' ' or >= '\x7f' or '<' or '>')))
        {
            errors.Add(new ConfigProblem($"{path}.contentId", "invalid_value", "1 to 255 printable ASCII characters without angle brackets."));
        }

        var bytes = Decode(request.Content);
        if (bytes is null)
        {
            errors.Add(new ConfigProblem($"{path}.content", "invalid_value", "The file's bytes as base64."));
        }

        return errors.Count > before || bytes is null
            ? null
            : new ContentAttachment(request.Name ?? "", request.ContentType ?? "", bytes, request.ContentId);
    }

    private static bool IsMediaType(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Any(char.IsControl))
        {
            return false;
        }

        try
        {
            // A file is never taken apart by the reader: no multipart and no enclosed message.
            var type = new ContentType(text).MediaType;
            return !type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("message/", StringComparison.OrdinalIgnoreCase);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[]? Decode(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : null;
    }
}
