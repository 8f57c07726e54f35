using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Promotions;

public sealed class PromotedTemplatesTests : PromotionStory
{
    private static readonly PromotionRequest Templates = Request() with { Include = [PromotionPart.Templates] };

    [Fact]
    public async Task Templates_OfTheSource_AreThoseOfTheTarget()
    {
        var (source, target) = await BothAsync();
        await SaveAsync(source, "en", "Hello {{code}}");
        await SaveAsync(source, "de", "Hallo {{code}}");
        await SaveAsync(target, "de", "Alt {{code}}");
        await SaveAsync(target, "fr", "Bonjour {{code}}");

        var plan = await PlanAsync(Templates);
        await PromoteAsync(Templates);

        Assert.Contains(plan.Changes, change => change.Path == "templates.SignIn.de.subject" && (string?)change.From == "Alt {{code}}" && (string?)change.To == "Hallo {{code}}");
        Assert.Contains(plan.Changes, change => change.Path == "templates.SignIn.en.subject" && change.From is null);
        Assert.Contains(plan.Changes, change => change.Path == "templates.SignIn.fr.subject" && change.To is null);
        Assert.Contains(plan.Warnings, warning => warning.Code == "templates_deleted");
        Assert.Equal(["Hallo {{code}}", "Hello {{code}}"], await SubjectsAsync(target));
        Assert.Contains((await Tenants.Store.Audit.ListAsync(target.Id, null, 10, Token)).Select(recorded => recorded.Entry), entry => entry.Action == "templates.promoted");
    }

    [Fact]
    public async Task Templates_ThatAreTheSameAlready_AreLeftAlone()
    {
        var (source, target) = await BothAsync();
        await SaveAsync(source, "en", "Hello {{code}}");
        await SaveAsync(target, "en", "Hello {{code}}");

        Assert.Empty((await PlanAsync(Templates)).Changes);
        await PromoteAsync(Templates);

        Assert.Equal(1, target.Snapshot.Templates.Find(UsageType.SignIn, "en")?.Version);
    }

    [Fact]
    public async Task Override_OfATemplate_IsWhatTheTargetGets()
    {
        var (source, target) = await BothAsync();
        await SaveAsync(source, "en", "Hello {{code}}");
        await SaveAsync(target, "en", "Hello {{code}}");

        await PromoteAsync(Templates with { Overrides = Overrides("templates.SignIn.en.subject", "\"Production {{code}}\"") });

        Assert.Equal(["Production {{code}}"], await SubjectsAsync(target));
    }

    [Theory]
    [InlineData("templates.SignIn.xx", """{ "subject": "x", "text": "{{code}}" }""", "overrides.templates.SignIn.xx")]
    [InlineData("templates.SignIn.en.odd", "\"x\"", "overrides.templates.SignIn.en.odd")]
    [InlineData("templates.SignIn.en.subject", "5", "overrides.templates.SignIn.en.subject")]
    [InlineData("templates.SignIn.en.subject", "\"{{code\"", "templates.SignIn.en.subject")]
    [InlineData("templates.SignIn.en", "null", "overrides.templates.SignIn.en")]
    [InlineData("templates.Register.en.subject", "\"x\"", "overrides.templates.Register.en.subject")]
    public async Task Override_ThatMakesNoTemplate_SaysWhere(string path, string value, string where)
    {
        var (source, _) = await BothAsync();
        await SaveAsync(source, "en", "Hello {{code}}");

        var refused = await Tenants.Promotions.PlanAsync(Templates with { Overrides = Overrides(path, value) }, TestTenants.By, Token);

        Assert.Contains(where, refused.Problem?.Errors?.Select(error => error.Path) ?? []);
    }

    [Fact]
    public async Task Template_ChangedInTheSource_MakesThePlanStale()
    {
        var (source, _) = await BothAsync();
        await SaveAsync(source, "en", "Hello {{code}}");
        var plan = await PlanAsync(Templates);
        await SaveAsync(source, "en", "Hello again {{code}}");

        Assert.Equal(ProblemCode.PlanStale, (await Tenants.Promotions.ApplyAsync(Templates with { PlanHash = plan.PlanHash }, TestTenants.By, Token)).Problem?.Code);
    }

    [Fact]
    public async Task Flow_ThatWouldLoseItsTemplate_IsNamed()
    {
        var (_, target) = await BothAsync("""{ "flows": ["Mfa"] }""");
        await SaveAsync(target, "en", "Code {{code}}", UsageType.MfaVerification);
        await SaveAsync(target, "en", "Code {{code}}", UsageType.BindMfa);
        await TestTenants.AddActiveAsync(target, TestTenants.Config("mail.example", "\"prod-secret\"", "SignIn"));
        var plan = await PlanAsync(Templates);

        var refused = await Tenants.Promotions.ApplyAsync(Templates with { PlanHash = plan.PlanHash }, TestTenants.By, Token);

        Assert.Equal(ProblemCode.ConnectorInUse, refused.Problem?.Code);
        Assert.Equal([Flow.Mfa], refused.Problem?.Flows);
    }

    [Fact]
    public async Task Usage_ThatOnlyThePromotedTemplatesHave_BelongsToWhatTheConnectorServes()
    {
        var (source, target) = await BothAsync("""{ "flows": ["SignIn"] }""");
        await TestTenants.AddActiveAsync(source, TestTenants.Config("mail.example", "\"dev-secret\"", "Register"));
        await SaveAsync(source, "en", "Hello {{code}}");
        var request = Request() with { Secrets = Bound("prod-secret") };

        Assert.Equal(
            ProblemCode.ConnectorInUse,
            (await Tenants.Promotions.ApplyAsync(request with { PlanHash = (await PlanAsync(request)).PlanHash }, TestTenants.By, Token)).Problem?.Code);
        await PromoteAsync(request with { Include = [PromotionPart.Connector, PromotionPart.Templates] });

        await TestAndActivateAsync(target, 1);
    }

    [Fact]
    public async Task Undo_PutsBackWhatWasChangedAddedAndDeleted()
    {
        var (source, target) = await BothAsync();
        await SaveAsync(source, "en", "Hello {{code}}");
        await SaveAsync(source, "de", "Hallo {{code}}");
        await SaveAsync(target, "de", "Alt {{code}}");
        await SaveAsync(target, "fr", "Bonjour {{code}}");
        var promotion = await PromoteAsync(Templates);

        Assert.True((await Tenants.Promotions.UndoAsync(promotion, TestTenants.By, Token)).IsOk);

        Assert.Equal(["Alt {{code}}", "Bonjour {{code}}"], await SubjectsAsync(target));
    }

    [Fact]
    public async Task Undo_OnceOneOfThemMovedOn_IsRefused()
    {
        var (source, target) = await BothAsync();
        await SaveAsync(source, "en", "Hello {{code}}");
        var promotion = await PromoteAsync(Templates);
        await SaveAsync(target, "en", "Mine {{code}}");

        Assert.Equal(ProblemCode.PlanStale, (await Tenants.Promotions.UndoAsync(promotion, TestTenants.By, Token)).Problem?.Code);
        Assert.Equal(["Mine {{code}}"], await SubjectsAsync(target));
    }

    private static async Task SaveAsync(Tenant tenant, string locale, string subject, UsageType? usageType = null)
    {
        var wish = new TemplateWish(usageType ?? UsageType.SignIn, locale, new TemplateSource(subject, Text: "{{code}}"));
        var saved = await tenant.Templates.SaveAsync(wish, null, TestTenants.By, Token);
        Assert.True(saved.IsOk, saved.Problem?.Detail);
    }

    private static async Task<IReadOnlyList<string>> SubjectsAsync(Tenant tenant)
    {
        var subjects = new List<string>();
        foreach (var entry in (await tenant.Templates.ListAsync(Token)).Entries)
        {
            subjects.Add((await tenant.Templates.FindAsync(entry.UsageType, entry.Locale, Token)).Value?.Source.Subject ?? "none");
        }

        return subjects;
    }
}
