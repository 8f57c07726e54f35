using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Messages;

/// <summary>What no connector can write is refused when a message comes in, not after it was accepted.</summary>
public sealed class IntakeRulesTests
{
    [Theory]
    [InlineData("X-Source", "platform")]
    [InlineData("List-Unsubscribe", "<https://example.com/u>")]
    [InlineData("X-Note", "grüße")]
    public void Headers_ThatCanBeWritten_AreTaken(string name, string value) => Assert.Empty(Headers(name, value));

    [Theory]
    [InlineData("X-234567890123456789012345678901234567890123456789012345678901", "v")]
    [InlineData("X-Note", "a\u2028b")]
    [InlineData("List-Unsubscribe", "<https://example.com/ü>")]
    [InlineData("X-SMTPAPI", "{}")]
    [InlineData("x-mc-bccaddress", "eve@example.org")]
    [InlineData("X-Envelope-To", "eve@example.org")]
    [InlineData("Bcc", "eve@example.org")]
    [InlineData("X-A:B", "v")]
    public void Headers_ThatCannotBeWritten_AreRefused(string name, string value) =>
        Assert.Equal($"headers.{name}", Assert.Single(Headers(name, value)).Path);

    [Theory]
    [InlineData("a.pdf", "application/pdf", null)]
    [InlineData("Übersicht.pdf", "text/plain; charset=utf-8", "logo@example.com")]
    public void Attachment_ThatCanBeWritten_IsTaken(string name, string type, string? contentId) => Assert.Empty(Attachments(name, type, contentId));

    [Theory]
    [InlineData("a\u2028b.pdf", "application/pdf", null, "name")]
    [InlineData("a.pdf", "application/pdf; name=\"a\\\"b\"", null, "contentType")]
    [InlineData("a.pdf", "multipart/mixed", null, "contentType")]
    [InlineData("a.pdf", "application/pdf", "a(b", "contentId")]
    [InlineData("a.pdf", "application/pdf", "a:b", "contentId")]
    [InlineData("a.pdf", "application/pdf", "", "contentId")]
    public void Attachment_ThatCannotBeWritten_IsRefused(string name, string type, string? contentId, string member) =>
        Assert.Equal($"attachments[0].{member}", Assert.Single(Attachments(name, type, contentId)).Path);

    [Fact]
    public void Attachment_LongLabels_AreRefused()
    {
        Assert.Equal("attachments[0].contentType", Assert.Single(Attachments("a", "application/" + new string('x', 200), null)).Path);
        Assert.Equal("attachments[0].contentId", Assert.Single(Attachments("a", "application/pdf", new string('x', 251))).Path);
    }

    private static List<ConfigProblem> Headers(string name, string value)
    {
        var errors = new List<ConfigProblem>();
        HeaderCheck.Check(new Dictionary<string, string> { [name] = value }, errors);
        return errors;
    }

    private static List<ConfigProblem> Attachments(string name, string type, string? contentId)
    {
        var errors = new List<ConfigProblem>();
        AttachmentCheck.Check([new AttachmentRequest(name, type, "aGVsbG8=", contentId)], errors);
        return errors;
    }
}
