using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Delivery;

/// <summary>What is mailed after a change of templates has answered is made of the changed ones, whatever a node remembers.</summary>
public sealed class TemplateChangeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Template_SavedOnAnotherNode_IsWhatTheNextMessageIsMadeOf()
    {
        await using var node = await TestNode.StartAsync();
        await using var other = new TestTenants(sameInstallation: node.Tenants);
        Assert.Equal("Generic 123456", await SubjectAsync(node));

        await SaveAsync(await other.FindAsync(), "Saved elsewhere {{code}}");
        Assert.Equal("Saved elsewhere 123456", await SubjectAsync(node));
        await SaveAsync(await other.FindAsync(), "Saved again {{code}}");
        Assert.Equal("Saved again 123456", await SubjectAsync(node));
        Assert.Null((await (await other.FindAsync()).Templates.DeleteAsync(UsageType.SignIn, "en", null, null, TestTenants.By, Token)).Problem);
        Assert.Equal("Generic 123456", await SubjectAsync(node));
        await node.StopAsync();
    }

    [Fact]
    public async Task Template_SavedWhileAMessageWaits_IsWhatItsNextAttemptIsMadeOf()
    {
        await using var node = await TestNode.StartAsync();
        await using var other = new TestTenants(sameInstallation: node.Tenants);
        var attempts = 0;
        node.Fake.Answer = (_, _, _) => Task.FromResult(++attempts == 1 ? Outcome.Deferred(FaultScope.Message, "451") : Outcome.Accepted("250"));
        var id = await node.SendAsync();
        await node.Messages.WhenAsync(id, MessageStatus.Retrying);

        await SaveAsync(await other.FindAsync(), "Saved meanwhile {{code}}");
        await node.Messages.WhenAsync(id, row => row.DueAt is not null);
        node.Time.Advance(TimeSpan.FromMinutes(1));
        await node.Messages.WhenAsync(id, MessageStatus.Sent);

        Assert.Equal(["Generic 123456", "Saved meanwhile 123456"], node.Fake.Sent.Select(sent => sent.Mail.Content?.Subject));
        await node.StopAsync();
    }

    [Fact]
    public async Task Template_SavedBetweenCheckAndCommit_IsCheckedToo()
    {
        await using var node = await TestNode.StartAsync();
        await using var other = new TestTenants(sameInstallation: node.Tenants);
        var done = false;
        node.Messages.Before = async operation =>
        {
            if (operation == "insert" && !done)
            {
                done = true;
                await SaveAsync(await other.FindAsync(), "Go: {{link}}", "{{link}}");
            }
        };

        // The template that came in between shows only a link, and this message has a code alone: Generic has to stand in.
        Assert.Equal("Generic 123456", await SubjectAsync(node));
        await node.StopAsync();
    }

    [Theory]
    [InlineData("de-AT", null, "de")]
    [InlineData("xx-not-a-tag-at-all-with-far-too-many-letters", null, "en")]
    [InlineData(null, null, "en")]
    [InlineData(null, "nl, fr-CA;q=0.8, de;q=0.9", "de")]
    [InlineData(null, "nl, it", "en")]
    [InlineData("fr", "de", "fr")]
    public async Task Message_InALanguage_IsMadeOfItsTemplate(string? locale, string? accepted, string expected)
    {
        await using var node = await TestNode.StartAsync();
        var tenant = await node.Tenants.FindAsync();
        foreach (var language in new[] { "de", "en", "fr" })
        {
            await SaveAsync(tenant, $"{language} {{{{locale}}}}", locale: language);
        }

        var subject = await SubjectAsync(node, TestNode.Request() with { Locale = locale, AcceptLanguage = accepted });

        Assert.StartsWith(expected, subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-AT", "{}", "in de-AT")]
    [InlineData(null, "{}", "in en")]
    [InlineData("de", """{ "locale": "fr" }""", "in fr")]
    [InlineData(null, """{ "locale": "fr" }""", "in fr")]
    public async Task Template_ThatShowsTheLocale_ShowsThatOfThePayloadElseTheMessages(string? locale, string payload, string expected)
    {
        await using var node = await TestNode.StartAsync();
        await SaveAsync(await node.Tenants.FindAsync(), "in {{locale}}");

        var json = payload.Replace("{", """{ "code": "1",""", StringComparison.Ordinal).Replace(",}", "}", StringComparison.Ordinal);
        Assert.Equal(expected, await SubjectAsync(node, TestNode.Request() with { Locale = locale, Payload = TestTenants.Json(json) }));
    }

    private static async Task SaveAsync(Tenant tenant, string subject, string text = "Your code is {{code}}", string locale = "en")
    {
        var saved = await tenant.Templates.SaveAsync(new TemplateWish(UsageType.SignIn, locale, new TemplateSource(subject, Text: text)), null, TestTenants.By, Token);
        Assert.Null(saved.Problem);
    }

    private static async Task<string?> SubjectAsync(TestNode node, MessageRequest? request = null)
    {
        var accepted = await node.Intake.AcceptAsync(TestNode.Acme, request ?? TestNode.Request($"to-{Guid.NewGuid():N}@example.com"), Token);
        Assert.True(accepted.IsOk, accepted.Problem?.Detail);
        await node.Messages.WhenAsync(accepted.Value.Id, MessageStatus.Sent);
        return node.Fake.Sent.Last().Mail.Content?.Subject;
    }
}
