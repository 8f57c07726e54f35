using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates.Locales;
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

    private CompiledConnector Compile(string config)
    {
        Assert.True(ConnectorCatalog.Scan().TryFind("logto-email", out var connector));
        return connector.Compile(JsonNode.Parse(config)!.AsObject(), _tenants.Surroundings.For(TenantId.Parse("acme"), null));
    }
}
