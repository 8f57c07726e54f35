using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Holds what was read against what was to be sent.</summary>
internal static class MessageComparison
{
    public static void AssertSame(MimeMessage sent, ReadMessage read)
    {
        Assert.Empty(read.Defects);
        Assert.Equal(sent.Subject, read.Subject);
        Assert.Equal(sent.MessageId, read.MessageId);
        Assert.Equal(sent.Date, read.Date);
        AssertMailbox(sent.From, sent, read.From);
        AssertMailbox(new Mailbox(sent.To), sent, read.To);
        if (sent.ReplyTo is { } replyTo)
        {
            AssertMailbox(replyTo, sent, read.ReplyTo);
        }
        else
        {
            Assert.Empty(read.ReplyTo);
        }

        AssertHeaders(sent, read);
        AssertText(sent.Text ?? (sent.Html is null ? string.Empty : null), read.Plain);
        AssertText(sent.Html, read.Html);
        AssertAttachments(sent, read);
        Assert.Equal(Shape(sent), read.Shape);
    }

    private static void AssertMailbox(Mailbox sent, MimeMessage message, ReadMessage.Named[] read)
    {
        var only = Assert.Single(read);
        Assert.Equal(sent.DisplayName ?? string.Empty, only.Name);
        var address = message.NeedsSmtpUtf8 ? sent.Address.ToString() : sent.Address.AsciiText;
        Assert.Equal(Unquoted(address), only.Address);
    }

    private static void AssertHeaders(MimeMessage sent, ReadMessage read)
    {
        foreach (var group in (sent.Headers ?? []).GroupBy(header => header.Key, header => header.Value))
        {
            Assert.Equal(group, read.Headers.Where(header => header.Name == group.Key).Select(header => header.Value));
        }

        Assert.Equal("1.0", Assert.Single(read.Headers, header => header.Name == "MIME-Version").Value);
    }

    private static void AssertText(string? sent, string? read)
    {
        if (sent is null)
        {
            Assert.Null(read);
            return;
        }

        Assert.NotNull(read);
        Assert.Equal(Lines(sent), Lines(read));
    }

    // A message ends with a line end whether its text does or not, hence one more or less.
    private static string Lines(string text)
    {
        var wire = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        wire = wire.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\0", string.Empty, StringComparison.Ordinal);
        return wire.EndsWith('\n') ? wire : wire + "\n";
    }

    private static void AssertAttachments(MimeMessage sent, ReadMessage read)
    {
        var files = (sent.Attachments ?? []).OrderBy(attachment => IsInline(sent, attachment) ? 0 : 1).ToArray();
        Assert.Equal(files.Length, read.Attachments.Length);
        Assert.All(files.Zip(read.Attachments), pair =>
        {
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.Equal(Unquoted(pair.First.ContentType), Unquoted(pair.Second.ContentType));
            Assert.Equal(IsInline(sent, pair.First) ? "inline" : "attachment", pair.Second.Disposition);
            Assert.Equal(pair.First.ContentId is { } id ? $"<{id}>" : null, pair.Second.ContentId);
            Assert.Equal(pair.First.Content.ToArray(), pair.Second.Content);
        });
    }

    private static IEnumerable<string> Shape(MimeMessage sent)
    {
        var files = sent.Attachments ?? [];
        var inline = files.Where(file => IsInline(sent, file)).Select(Type).ToArray();
        var attached = files.Where(file => !IsInline(sent, file)).Select(Type).ToArray();
        string[] html = sent.Html is null ? [] : inline.Length > 0 ? ["multipart/related", "text/html", .. inline] : ["text/html"];
        string[] plain = sent.Text is not null || sent.Html is null ? ["text/plain"] : [];
        string[] alternative = plain.Length > 0 && html.Length > 0 ? ["multipart/alternative"] : [];
        return [.. attached.Length > 0 ? (string[])["multipart/mixed"] : [], .. alternative, .. plain, .. html, .. attached];
    }

    private static string Unquoted(string text) => text.Replace("\"", string.Empty, StringComparison.Ordinal);

    private static string Type(Attachment attachment) => attachment.ContentType.Split(';')[0];

    private static bool IsInline(MimeMessage message, Attachment attachment) => attachment.ContentId is not null && message.Html is not null;
}
