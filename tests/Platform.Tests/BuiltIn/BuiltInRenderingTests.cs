using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>The ready-made templates as recipients read them.</summary>
public sealed class BuiltInRenderingTests : IAsyncDisposable
{
    private const string Payload = """
        { "code": "<1&2>", "link": "https://app.example/join?a=1&b=2", "organization": { "name": "Sons & \"Daughters\"" }, "senderName": "Somebody else" }
        """;

    private readonly TestTenants _tenants = new();

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "senderName": "A & <b>", "companyInformation": "Acme S.A.\nSpringfield", "appLogo": "https://acme.example/a.png?x=1&y=2" }""")]
    public async Task Templates_OfAllUsagesAndLanguages_RenderWithoutAWarning(string config)
    {
        await using var connector = Compile(config);
        var templates = RevisionTemplates.Of(connector);
        var payload = TestTenants.Json(Payload);

        Assert.Empty(templates.Problems);
        Assert.Empty(templates.Warnings);
        foreach (var source in connector.Templates)
        {
            var usage = UsageType.Parse(source.UsageType);
            var rendered = templates.Find(usage, new MailLocale(source.Locale, null))!.Render(payload, connector.Variables);
            Assert.Empty(rendered.UnusableVariables);
            Assert.Empty(rendered.MissingVariables);
            Assert.DoesNotContain("{{", rendered.Subject + rendered.Html + rendered.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Somebody else", rendered.Subject + rendered.Html + rendered.Text, StringComparison.Ordinal);
            var isInvitation = usage == UsageType.OrganizationInvitation;
            Assert.Contains(isInvitation ? "href=\"https://app.example/join?a=1&amp;b=2\"" : ">&lt;1&amp;2&gt;<", rendered.Html, StringComparison.Ordinal);
            Assert.Contains(isInvitation ? "https://app.example/join?a=1&b=2" : "<1&2>", rendered.Text, StringComparison.Ordinal);
            Assert.Equal(isInvitation, rendered.Subject.Contains("Sons & \"Daughters\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Html_WithATenantsOwn_ShowsItEscaped()
    {
        await using var connector = Compile("""{ "senderName": "A & B's", "companyInformation": "Acme & Sons", "appLogo": "https://acme.example/a.png?x=1&y=2" }""");

        var rendered = RevisionTemplates.Of(connector).Find(UsageType.SignIn, new MailLocale("de-AT", null))!.Render(TestTenants.Json(Payload), connector.Variables);

        Assert.Contains("src=\"https://acme.example/a.png?x=1&amp;y=2\" alt=\"A &amp; B&#39;s\"", rendered.Html, StringComparison.Ordinal);
        Assert.Contains(">Acme &amp; Sons</p>", rendered.Html, StringComparison.Ordinal);
        Assert.EndsWith("A & B's\nAcme & Sons", rendered.Text?.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\"", rendered.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "en")]
    [InlineData("sv", "fr-CA", "fr")]
    [InlineData("zh-TW", "en", "zh-Hant")]
    [InlineData("zh", "en", "zh-Hans")]
    [InlineData("pt", "en", "pt-BR")]
    [InlineData("es-MX", "en", "es")]
    [InlineData("xx", "yy", "en")]
    public async Task Language_IsTheNearest(string? wanted, string? fallback, string expected)
    {
        await using var connector = Compile("{}");

        var rendered = RevisionTemplates.Of(connector).Find(UsageType.BindMfa, new MailLocale(wanted, fallback))!.Render(TestTenants.Json(Payload), connector.Variables);

        Assert.Contains($"<html lang=\"{expected}\"", rendered.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OrganizationInvitation", """{ "link": "https://app.example/join" }""", null)]
    [InlineData("OrganizationInvitation", """{ "code": "1" }""", "payload.link")]
    [InlineData("OrganizationInvitation", """{ "link": "myapp://join" }""", "payload.link")]
    [InlineData("Generic", """{ "code": "1" }""", null)]
    [InlineData("Generic", """{ "link": "https://app.example/join" }""", "payload.code")]
    [InlineData("SignIn", """{ "link": "https://app.example/join" }""", "payload.code")]
    public async Task Message_WithoutWhatItIsAbout_IsRefused(string usage, string payload, string? missing)
    {
        await using var connector = Compile("{}");
        var revision = new CompiledRevision(Find().Description, connector, RevisionTemplates.Of(connector), []);
        using var opened = new RevisionLease(new RevisionEntry(revision, 0, _ => { }));

        var found = await _tenants.Templates.FindAsync(
            opened, TenantId.Parse("acme"), TemplateIndex.Empty, UsageType.Parse(usage), default, TestTenants.Json(payload), TestContext.Current.CancellationToken);
        var problem = Fit.Check(opened, new MessageContent("ada@example.net", TestTenants.Json(payload)), found).Problem;

        Assert.Equal(missing is null ? null : ProblemCode.TemplateVariableMissing, problem?.Code);
        Assert.Equal(missing, problem?.Errors?[0].Path);
    }

    private CompiledConnector Compile(string config) =>
        Find().Compile(JsonNode.Parse(config)!.AsObject(), _tenants.Surroundings.For(TenantId.Parse("acme"), null));

    private static IConnector Find()
    {
        Assert.True(ConnectorCatalog.Scan().TryFind("logto-email", out var connector));
        return connector;
    }
}
