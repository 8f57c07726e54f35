using EmailPlatform.Connectors;
using EmailPlatform.Connectors.Mime;
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
        // The rules of those who write it: what passes here must not fail when it is sent.
        Add("name", string.IsNullOrWhiteSpace(request.Name) ? "A file name of 1 to 255 characters." : AttachmentRules.CheckName(request.Name));
        Add("contentType", AttachmentRules.CheckContentType(request.ContentType ?? ""));
        Add("contentId", request.ContentId is null ? null : AttachmentRules.CheckContentId(request.ContentId));

        var bytes = Decode(request.Content);
        if (bytes is null)
        {
            errors.Add(new ConfigProblem($"{path}.content", "invalid_value", "The file's bytes as base64."));
        }

        return errors.Count > before || bytes is null
            ? null
            : new ContentAttachment(request.Name ?? "", request.ContentType ?? "", bytes, request.ContentId);

        void Add(string member, string? fault)
        {
            if (fault is not null)
            {
                errors.Add(new ConfigProblem($"{path}.{member}", "invalid_value", fault));
            }
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
