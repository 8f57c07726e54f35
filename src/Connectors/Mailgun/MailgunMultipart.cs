using System.Text;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>
/// Fields and files as multipart/form-data (RFC 7578), which Mailgun wants for attachments. Names of files are UTF-8 as they
/// are: the encoded form of RFC 2231 is not for forms.
/// </summary>
internal static class MailgunMultipart
{
    /// <summary>The whole body, and the content type that tells its boundary.</summary>
    public static (string ContentType, ReadOnlyMemory<byte> Body) Write(
        string mailId, IEnumerable<KeyValuePair<string, string?>> fields, IReadOnlyList<Attachment> files)
    {
        var given = fields.Where(field => field.Value is not null).ToList();
        var boundary = Boundary(mailId, given, files);
        using var body = new MemoryStream();
        foreach (var (name, value) in given)
        {
            Write(body, $"--{boundary}\r\nContent-Disposition: form-data; name=\"{Escape(name)}\"\r\n\r\n{value}\r\n");
        }

        foreach (var file in files)
        {
            // Mailgun takes an inline file's name for its content id.
            var (name, fileName) = file.ContentId is { } id ? ("inline", id.Trim('<', '>')) : ("attachment", file.Name);
            Write(body, $"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{Escape(fileName)}\"\r\nContent-Type: {file.ContentType}\r\n\r\n");
            body.Write(file.Content.Span);
            Write(body, "\r\n");
        }

        Write(body, $"--{boundary}--\r\n");
        return ($"multipart/form-data; boundary={boundary}", body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    /// <summary>Nothing that is sent may hold it, or content could end its part and begin another field.</summary>
    private static string Boundary(string mailId, List<KeyValuePair<string, string?>> fields, IReadOnlyList<Attachment> files)
    {
        var letters = new string([.. mailId.Where(char.IsAsciiLetterOrDigit).Take(40)]);
        for (var turn = 0; ; turn++)
        {
            var boundary = $"mail-{letters}-{turn}";
            var bytes = Encoding.ASCII.GetBytes(boundary);
            if (!fields.Exists(field => field.Value?.Contains(boundary, StringComparison.Ordinal) == true)
                && !files.Any(file => file.Content.Span.IndexOf(bytes) >= 0))
            {
                return boundary;
            }
        }
    }

    private static string Escape(string name) => name
        .Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static void Write(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
