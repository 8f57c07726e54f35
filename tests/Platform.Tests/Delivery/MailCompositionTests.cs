using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Delivery;

/// <summary>Nothing that an application says can end a header and begin another.</summary>
public sealed class MailCompositionTests
{
    private const string Hostile = "1234\r\nBcc: victim@example.com\r\n\r\nbody";

    [Theory]
    [InlineData(Hostile)]
    [InlineData("1234\nBcc: victim@example.com")]
    [InlineData("1234\rBcc: victim@example.com")]
    [InlineData("1234\0\u0085\u001b[2J")]
    public async Task Payload_WithLineEnds_LeavesTheSubjectOneLine(string code)
    {
        var mail = await ComposeAsync(new MessageContent("ann@example.com", JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["code"] = code })));

        Assert.NotNull(mail.Content);
        Assert.StartsWith("Generic 1234", mail.Content.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.Content.Subject, char.IsControl);
    }

    [Theory]
    [InlineData("ann@example.com\r\nBcc: victim@example.com")]
    [InlineData("\"Ann\r\nBcc: victim@example.com\" <ann@example.com>")]
    [InlineData("ann@example.com, victim@example.com")]
    public async Task ReplyTo_ThatIsMoreThanAMailbox_IsNone(string replyTo)
    {
        var mail = await ComposeAsync(new MessageContent("ann@example.com", TestTenants.Json("""{ "code": "1234" }"""), ReplyTo: replyTo));

        Assert.Null(mail.ReplyTo);
    }

    [Theory]
    [InlineData("X-Note", Hostile)]
    [InlineData("X-Note\r\nBcc", "x")]
    [InlineData("X-Note: x\r\nBcc", "x")]
    [InlineData("X-SMTPAPI", "{}")]
    [InlineData("Bcc", "victim@example.com")]
    [InlineData("List-Unsubscribe", "<https://example.com/\u00fc>")]
    public void Header_ThatIsMoreThanAHeader_IsRefusedAtTheDoor(string name, string value)
    {
        var request = TestNode.Request() with { Headers = new Dictionary<string, string> { [name] = value } };

        Assert.Equal("header_not_allowed", RequestCheck.Check(request).Problem?.Code);
    }

    [Theory]
    [InlineData("a\r\nb.pdf", "application/pdf", null)]
    [InlineData("a.pdf", "application/pdf\r\nBcc: victim@example.com", null)]
    [InlineData("a.pdf", "application/pdf", "id\r\nBcc: victim@example.com")]
    [InlineData("a.eml", "message/rfc822", null)]
    public void Attachment_WhoseWordsAreMoreThanWords_IsRefusedAtTheDoor(string name, string contentType, string? contentId)
    {
        var request = TestNode.Request() with { Attachments = [new AttachmentRequest(name, contentType, "AAAA", contentId)] };

        Assert.NotNull(RequestCheck.Check(request).Problem);
    }

    [Fact]
    public async Task RemoteTemplate_WithLinesAround_GetsTheLinesAlone()
    {
        using var revision = new RemoteRevision(new ConnectorTemplate("deliveries.SignIn", "SignIn", "{{code}} is your code", null, null, "{{team}}@example.com", IsRemote: true));

        var composed = await ComposeAsync(revision, """{ "code": "1234", "team": "support" }""");

        Assert.Equal(new MailContent("1234 is your code", null, null), composed?.Content);
        Assert.Equal("support@example.com", composed?.ReplyTo?.ToString());
    }

    [Fact]
    public async Task RemoteTemplate_WithoutSubject_IsNoProblem()
    {
        using var revision = new RemoteRevision(new ConnectorTemplate("deliveries.SignIn", "SignIn", "", null, null, IsRemote: true));

        Assert.Equal("", (await ComposeAsync(revision, """{ "code": "1234" }"""))?.Content?.Subject);
    }

    [Fact]
    public async Task RemoteTemplate_BesideOwnContentForGeneric_IsNotReplacedByIt()
    {
        using var revision = new RemoteRevision(new ConnectorTemplate("templates[1]", "Generic", "Generic", "<p>{{code}}</p>", null));

        var composed = await ComposeAsync(revision, """{ "code": "1234" }""");

        Assert.NotNull(composed);
        Assert.Null(composed.Content);
    }

    private static async Task<Mail?> ComposeAsync(RemoteRevision revision, string payload)
    {
        await using var tenants = new TestTenants();
        var content = new MessageContent("ann@example.com", TestTenants.Json(payload));
        var template = await tenants.Templates.FindAsync(
            revision, TestNode.Acme, TemplateIndex.Empty, UsageType.SignIn, content.MailLocale, content.Payload, CancellationToken.None);
        return MailComposition.Compose(revision, new Outgoing("id", UsageType.SignIn, content, DateTimeOffset.UnixEpoch, template)).Mail;
    }

    private static async Task<Mail> ComposeAsync(MessageContent content)
    {
        await using var node = new TestNode();
        await node.AddTenantAsync("acme");
        using var revision = await node.Tenants.Open.OpenAsync(TestNode.Acme, 1, CancellationToken.None);
        Assert.NotNull(revision);
        var template = await node.Tenants.Templates.FindAsync(
            revision, TestNode.Acme, TemplateIndex.Empty, UsageType.SignIn, content.MailLocale, content.Payload, CancellationToken.None);
        var composed = MailComposition.Compose(revision, new Outgoing("id", UsageType.SignIn, content, node.Time.GetUtcNow(), template));
        return composed.Mail ?? throw new InvalidOperationException(composed.Refusal?.Code);
    }
}
