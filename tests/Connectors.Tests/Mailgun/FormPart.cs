using System.Text;
using System.Text.RegularExpressions;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>One part of multipart/form-data (RFC 7578), read strictly: what is between two boundaries and nothing else.</summary>
internal sealed partial record FormPart(string Name, string? FileName, string? ContentType, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public static IReadOnlyList<FormPart> ReadAll(ReceivedRequest request)
    {
        // Latin-1 keeps every byte as one character.
        var body = Encoding.Latin1.GetString(request.Body.Span);
        var boundary = BoundaryName().Match(request.Headers["Content-Type"]).Groups[1].Value;
        var pieces = $"\r\n{body}".Split($"\r\n--{boundary}");
        Assert.Equal("", pieces[0]);
        Assert.Equal("--\r\n", pieces[^1]);
        return [.. pieces[1..^1].Select(Read)];
    }

    private static FormPart Read(string piece)
    {
        Assert.StartsWith("\r\n", piece, StringComparison.Ordinal);
        var end = piece.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(piece[..end]));
        var match = Head().Match(head);
        Assert.True(match.Success, head);
        return new FormPart(
            match.Groups["name"].Value,
            match.Groups["file"].Success ? match.Groups["file"].Value : null,
            match.Groups["type"].Success ? match.Groups["type"].Value : null,
            Encoding.Latin1.GetBytes(piece[(end + 4)..]));
    }

    [GeneratedRegex("^multipart/form-data; boundary=([A-Za-z0-9._-]{1,70})$")]
    private static partial Regex BoundaryName();

    [GeneratedRegex("""^\r\nContent-Disposition: form-data; name="(?<name>[^"\r\n]+)"(; filename="(?<file>[^"\r\n]+)")?(\r\nContent-Type: (?<type>[^\r\n]+))?$""")]
    private static partial Regex Head();
}
