using System.Globalization;
using System.Text;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Mailboxes;

/// <summary>
/// Cuts what is kept of very large bodies, and says so in a header. Nobody reads a mail of megabytes in a development
/// mailbox, and a thousand of them are kept.
/// </summary>
internal static class MailTrimming
{
    /// <summary>Bytes of UTF-8 kept of the text, and of the HTML.</summary>
    public const int MostBytes = 1024 * 1024;

    public const string Header = "X-Mailbox-Trimmed";

    public static KeptMail Trim(KeptMail mail)
    {
        var (text, textNote) = Trim("text", mail.Text);
        var (html, htmlNote) = Trim("html", mail.Html);
        return textNote is null && htmlNote is null
            ? mail
            : mail with { Text = text, Html = html, Headers = [.. mail.Headers, .. Note(textNote), .. Note(htmlNote)] };
    }

    private static (string? Body, string? Note) Trim(string part, string? body)
    {
        if (body is null || Encoding.UTF8.GetByteCount(body) is var whole && whole <= MostBytes)
        {
            return (body, null);
        }

        // Back to where a character begins: its other bytes are 10xxxxxx (RFC 3629).
        var bytes = Encoding.UTF8.GetBytes(body);
        var end = MostBytes;
        while ((bytes[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return (Encoding.UTF8.GetString(bytes, 0, end), string.Create(CultureInfo.InvariantCulture, $"{part}: {end} of {whole} bytes kept"));
    }

    private static IEnumerable<KeyValuePair<string, string>> Note(string? note) => note is null ? [] : [KeyValuePair.Create(Header, note)];
}
