using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Templates.Choosing;

/// <summary>The order in which a template is looked for; it is the same for every connector.</summary>
public sealed class TemplateFinderTests : IAsyncDisposable
{
    private readonly TestTenants _tenants = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();

    [Theory]
    [InlineData("BindMfa/de BindMfa/en", "BindMfa Generic", "de-AT", "BindMfa/de")]
    [InlineData("BindMfa/de BindMfa/de-AT", "BindMfa", "de-AT", "BindMfa/de-AT")]
    [InlineData("BindMfa/zh-Hant BindMfa/zh BindMfa/en", "", "zh-TW", "BindMfa/zh-Hant")]
    [InlineData("BindMfa/zh-Hant BindMfa/zh BindMfa/en", "", "zh-HK", "BindMfa/zh-Hant")]
    [InlineData("BindMfa/zh BindMfa/en", "", "zh-TW", "BindMfa/en")]
    [InlineData("BindMfa/pt-BR BindMfa/en", "", "pt_br", "BindMfa/pt-BR")]
    [InlineData("BindMfa/de BindMfa/en", "BindMfa", "fr", "BindMfa/en")]
    [InlineData("BindMfa/de BindMfa/en", "BindMfa", null, "BindMfa/en")]
    [InlineData("BindMfa/de", "BindMfa", "fr", "BindMfa of the connector")]
    [InlineData("Generic/fr Generic/en", "BindMfa", "fr", "BindMfa of the connector")]
    [InlineData("Generic/fr Generic/en BindMfa/en", "", "fr", "BindMfa/en")]
    [InlineData("Generic/fr Generic/en BindMfa/de", "", "fr", "Generic/fr")]
    [InlineData("Generic/fr Generic/en", "Generic", "ja", "Generic/en")]
    [InlineData("Generic/fr", "Generic", "ja", "Generic of the connector")]
    [InlineData("SignIn/en", "SignIn", "en", "none")]
    [InlineData("", "", null, "none")]
    public async Task Find_InEveryLanguageAndPlace_GoesByTheOrder(string own, string configured, string? locale, string expected)
    {
        var tenant = await FillAsync(own);
        using var revision = Revision([], configured);

        var choice = await FindAsync(tenant, revision, locale: locale);

        Assert.Equal(expected, Describe(choice));
        Assert.Equal(expected == "none" ? ProblemCode.TemplateNotFound : null, choice.Problem?.Code);
    }

    [Theory]
    [InlineData("BindMfa", "BindMfa/en Generic/en", "Generic", "BindMfa at the provider")]
    [InlineData("Generic", "BindMfa/en", "", "BindMfa/en")]
    [InlineData("Generic", "Generic/en", "", "Generic at the provider")]
    [InlineData("Generic", "", "BindMfa", "BindMfa of the connector")]
    [InlineData("Generic SignIn", "", "Generic", "Generic at the provider")]
    public async Task Find_WithTemplatesOfTheProvider_TakesTheirsFirstForExactlyTheirUsage(string remote, string own, string configured, string expected)
    {
        var tenant = await FillAsync(own);
        using var revision = Revision(remote.Split(' '), configured);

        Assert.Equal(expected, Describe(await FindAsync(tenant, revision)));
    }

    [Theory]
    [InlineData("BindMfa/en:{{code}}", "Generic/en:{{link}}", "Generic/en", null)]
    [InlineData("BindMfa/en:{{code}}", "Generic/en:{{code}}", "BindMfa/en", "template_variable_missing")]
    [InlineData("BindMfa/en:{{code}}", "Generic/en:Hello", "Generic/en", null)]
    [InlineData("BindMfa/en:{{code}} {{link}}", "Generic/en:{{link}}", "BindMfa/en", null)]
    [InlineData("OrganizationInvitation/en:{{code}}", "Generic/en:{{link}}", "Generic/en", null)]
    [InlineData("OrganizationInvitation/en:{{code}}", "Generic/en:{{code}}", "OrganizationInvitation/en", "template_variable_missing")]
    [InlineData("OrganizationInvitation/en:{{code}}", null, "OrganizationInvitation/en", "template_variable_missing")]
    [InlineData("OrganizationInvitation/en:{{inviter.name}} invites you", null, "OrganizationInvitation/en", null)]
    public async Task Find_ATemplateThatWouldHideTheLink_FallsToGeneric(string first, string? second, string expected, string? problem)
    {
        var tenant = await FillAsync(string.Join('\n', new[] { first, second }.OfType<string>()), '\n');
        using var revision = Revision([], "");
        var usage = UsageType.Parse(first[..first.IndexOf('/')]);

        var choice = await FindAsync(tenant, revision, usage, payload: """{ "link": "https://example.com/go" }""");

        Assert.Equal(expected, Describe(choice));
        Assert.Equal(problem, choice.Problem?.Code);
    }

    [Fact]
    public async Task Find_AnInvitationWithNeitherCodeNorLink_IsNotHeldToOne()
    {
        var tenant = await FillAsync("OrganizationInvitation/en:{{code}}", '\n');
        using var revision = Revision([], "");

        Assert.Null((await FindAsync(tenant, revision, UsageType.OrganizationInvitation, payload: "{}")).Problem);
    }

    [Fact]
    public async Task Find_ForWhatGoesOutInTheOperatorsName_LeavesTheTenantsOwnAside()
    {
        var tenant = await FillAsync("BindMfa/en Generic/en");
        using var revision = new RemoteRevision([], [new ConnectorTemplate("templates", "BindMfa", "Ready", null, "{{code}}")]) { IsOperatorRun = true };

        Assert.Equal("BindMfa of the connector", Describe(await FindAsync(tenant, revision)));
    }

    [Fact]
    public async Task Find_ByAnIndexSoOldThatItsVersionIsGone_FindsNothing()
    {
        await FillAsync("BindMfa/en");
        await using var elsewhere = new TestTenants(sameInstallation: _tenants);
        var old = (await elsewhere.FindAsync()).Snapshot;
        var tenant = await _tenants.FindAsync();
        for (var number = 0; number < TemplateVersion.Kept; number++)
        {
            await tenant.Templates.SaveAsync(new TemplateWish(UsageType.BindMfa, "en", new TemplateSource($"Number {number}", Text: "{{code}}")), null, TestTenants.By, Token);
        }

        using var revision = Revision([], "");
        var found = await elsewhere.Templates.FindAsync(
            revision, old.Id, old.Templates, UsageType.BindMfa, new MailLocale("en", null), TestTenants.Json("""{ "code": "1" }"""), Token);
        Assert.Equal("none", Describe(found));
    }

    [Fact]
    public async Task Find_OnTheNodeThatSaved_ReadsAndCompilesNothing()
    {
        var tenant = await FillAsync("BindMfa/en");
        using var revision = Revision([], "");
        await FindAsync(tenant, revision);
        Assert.Equal(0, _tenants.Store.Templates.Reads);

        await using var elsewhere = new TestTenants(sameInstallation: _tenants);
        var there = (await elsewhere.FindAsync()).Snapshot;
        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await elsewhere.Templates.FindAsync(
            revision, there.Id, there.Templates, UsageType.BindMfa, new MailLocale("en", null), TestTenants.Json("""{ "code": "1" }"""), Token))));

        Assert.Single(found.Select(choice => choice.Template).Distinct());
        Assert.Equal(1, _tenants.Store.Templates.Reads);
    }

    private static RemoteRevision Revision(string[] remote, string configured) => new(
        remote, [.. configured.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(usage => new ConnectorTemplate("templates", usage, $"{usage} of the connector", null, "{{code}}"))]);

    private static string Describe(TemplateChoice choice) => choice.Origin switch
    {
        TemplateOrigin.Tenant => $"{choice.Entry?.UsageType}/{choice.Entry?.Locale}",
        TemplateOrigin.Connector => $"{choice.UsageType} of the connector",
        TemplateOrigin.Provider => $"{choice.UsageType} at the provider",
        _ => "none",
    };

    private async Task<TenantSnapshot> FillAsync(string templates, char separator = ' ')
    {
        var tenant = await _tenants.CreateAsync();
        foreach (var parts in templates.Split(separator, StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(':', 2)))
        {
            var name = parts[0].Split('/');
            var wish = new TemplateWish(UsageType.Parse(name[0]), name[1], new TemplateSource("Subject", Text: parts.Length > 1 ? parts[1] : "{{code}}"));
            Assert.Null((await tenant.Templates.SaveAsync(wish, null, TestTenants.By, Token)).Problem);
        }

        return tenant.Snapshot;
    }

    private async Task<TemplateChoice> FindAsync(
        TenantSnapshot tenant, IOpenRevision revision, UsageType? usage = null, string? locale = null, string payload = """{ "code": "123456" }""") =>
        await _tenants.Templates.FindAsync(
            revision, tenant.Id, tenant.Templates, usage ?? UsageType.BindMfa, new MailLocale(locale, tenant.Settings.DefaultLocale), TestTenants.Json(payload), Token);
}
