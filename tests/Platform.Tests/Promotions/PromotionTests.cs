using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Promotions;

public sealed class PromotionTests : PromotionStory
{
    [Fact]
    public async Task Plan_WritesNothingAndShowsNoSecret()
    {
        var (source, target) = await BothAsync();
        var before = (await Tenants.Directory.RefreshAsync(target.Id, Token))?.Version;

        var plan = await PlanAsync(Request());

        Assert.Null(plan.Applied);
        Assert.Equal(["pass"], plan.SecretsToBind);
        Assert.Contains(plan.Changes, change => change.Path == "config.host" && (string?)change.To == "mail.example");
        Assert.Contains(plan.Changes, change => change.Path == "config.pass" && change.To?.ToJsonString() == """{"bind":true}""");
        Assert.DoesNotContain("dev-secret", string.Concat(plan.Changes), StringComparison.Ordinal);
        Assert.Equal(before, (await Tenants.Directory.RefreshAsync(target.Id, Token))?.Version);
        Assert.Empty((await Tenants.Promotions.ListAsync(source.Id, null, 10, Token)).Items);
    }

    [Fact]
    public async Task Apply_WithTheSecretBound_MakesAnInactiveRevisionThatTellsWhereItIsFrom()
    {
        var (source, target) = await BothAsync();
        var plan = await PlanAsync(Request());

        var applied = await ApplyAsync(Request(plan.PlanHash) with { Secrets = Bound("prod-secret") });

        var content = applied.Applied?.Content;
        Assert.Equal((1, 1, null), (content?.SourceRevision, content?.Revision, content?.Epoch));
        Assert.Equal((await source.ListReceiptsAsync(null, 10, Token))[0].Id, content?.Receipt);
        var revision = await target.FindRevisionAsync(1, Token);
        Assert.False(revision?.Tested);
        Assert.Contains("acme-dev, revision 1, test receipt", revision?.Revision.Comment, StringComparison.Ordinal);
        Assert.Null(target.Snapshot.Connector);
        await TestAndActivateAsync(target, 1);
        Assert.Equal("prod-secret", Tenants.Fake.Sent.Last().Pass);
    }

    [Fact]
    public async Task Apply_WithoutASecret_NamesItAndWritesNothing()
    {
        var (_, target) = await BothAsync();
        var plan = await PlanAsync(Request());

        var refused = await Tenants.Promotions.ApplyAsync(Request(plan.PlanHash), TestTenants.By, Token);

        Assert.Equal(ProblemCode.SecretsMissing, refused.Problem?.Code);
        Assert.Equal(["secrets.pass"], refused.Problem?.Errors?.Select(error => error.Path));
        Assert.Null(await target.FindRevisionAsync(1, Token));
    }

    [Fact]
    public async Task Secret_OfTheTarget_StaysWhereItsDestinationIsTheSame()
    {
        var (source, target) = await BothAsync();
        await TestTenants.AddActiveAsync(target, TestTenants.Config("mail.example", "\"prod-secret\""));
        await TestTenants.AddActiveAsync(source, TestTenants.Config("mail.example", "\"dev-secret\"", "Generic", "SignIn"));

        var plan = await PlanAsync(Request());
        var applied = await ApplyAsync(Request(plan.PlanHash));

        Assert.Empty(plan.SecretsToBind);
        Assert.DoesNotContain(plan.Changes, change => change.Path == "config.pass");
        await TestAndActivateAsync(target, applied.Applied?.Content.Revision ?? 0);
        Assert.Equal("prod-secret", Tenants.Fake.Sent.Last().Pass);
    }

    [Fact]
    public async Task Secret_OfTheTarget_DoesNotFollowToAnotherHost()
    {
        var (_, target) = await BothAsync();
        await TestTenants.AddActiveAsync(target, TestTenants.Config("other.example", "\"prod-secret\""));

        Assert.Equal(["pass"], (await PlanAsync(Request())).SecretsToBind);
        var staying = await PlanAsync(Request() with { Overrides = Overrides("config.host", "\"other.example\"") });
        Assert.Empty(staying.SecretsToBind);
    }

    [Fact]
    public async Task Secret_OfAnEarlierPromotionThatIsNotActive_Stays()
    {
        var (source, _) = await BothAsync();
        await ApplyAsync(Request((await PlanAsync(Request())).PlanHash) with { Secrets = Bound("prod-secret") });
        await TestTenants.AddActiveAsync(source, TestTenants.Config("mail.example", "\"dev-secret\"", "Generic", "SignIn"));

        var plan = await PlanAsync(Request());

        Assert.Empty(plan.SecretsToBind);
        Assert.Equal(2, (await ApplyAsync(Request(plan.PlanHash))).Applied?.Content.Revision);
    }

    [Fact]
    public async Task Secret_Copied_IsTheSourcesAndGoesNowhereElse()
    {
        var (_, target) = await BothAsync();
        var copy = new Dictionary<string, Secret?> { ["pass"] = null };

        var elsewhere = await Tenants.Promotions.PlanAsync(
            Request() with { Secrets = copy, Overrides = Overrides("config.host", "\"thief.example\"") }, TestTenants.By, Token);
        Assert.Equal(ProblemCode.SecretRebindRequired, elsewhere.Problem?.Code);
        var plan = await PlanAsync(Request() with { Secrets = copy });
        Assert.Empty(plan.SecretsToBind);
        await ApplyAsync(Request(plan.PlanHash) with { Secrets = copy });

        await TestAndActivateAsync(target, 1);
        Assert.Equal("dev-secret", Tenants.Fake.Sent.Last().Pass);
    }

    [Fact]
    public async Task Apply_Again_AnswersTheSameAndWritesNothing()
    {
        var (_, target) = await BothAsync();
        var request = Request((await PlanAsync(Request())).PlanHash) with { Secrets = Bound("prod-secret") };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => ApplyAsync(request))));

        Assert.Single(answers.Select(answer => (answer.Id, answer.Applied?.AppliedAt, answer.Applied?.Content.Revision)).Distinct());
        Assert.Single((await target.ListRevisionsAsync(null, 10, Token)).Items);
        Assert.Single((await Tenants.Promotions.ListAsync(target.Id, null, 10, Token)).Items);
    }

    [Theory]
    [InlineData("acme-dev")]
    [InlineData("acme")]
    public async Task Apply_OnceEitherSideMoved_IsStale(string moved)
    {
        await BothAsync();
        var plan = await PlanAsync(Request());
        var tenant = await Tenants.FindAsync(moved);
        Assert.True((await tenant.PatchAsync(TestTenants.Json("""{ "name": "Moved" }"""), null, TestTenants.By, Token)).IsOk);

        var refused = await Tenants.Promotions.ApplyAsync(Request(plan.PlanHash) with { Secrets = Bound("prod-secret") }, TestTenants.By, Token);

        Assert.Equal(ProblemCode.PlanStale, refused.Problem?.Code);
        Assert.NotEqual(plan.PlanHash, (await PlanAsync(Request())).PlanHash);
    }

    [Fact]
    public async Task Apply_OfSomethingElseThanPlanned_IsStale()
    {
        await BothAsync();
        var plan = await PlanAsync(Request());

        var refused = await Tenants.Promotions.ApplyAsync(
            Request(plan.PlanHash) with { Secrets = Bound("x"), Overrides = Overrides("config.host", "\"other.example\"") }, TestTenants.By, Token);

        Assert.Equal(ProblemCode.PlanStale, refused.Problem?.Code);
        var unplanned = await Tenants.Promotions.ApplyAsync(Request() with { Secrets = Bound("x") }, TestTenants.By, Token);
        Assert.Equal(["planHash"], unplanned.Problem?.Errors?.Select(error => error.Path));
    }

    [Fact]
    public async Task Settings_ArePromotedAndTheTargetsOwnStay()
    {
        var (source, target) = await BothAsync("""{ "name": "Production", "environment": "production", "delivery": { "concurrency": 3 }, "defaultLocale": "fr" }""");
        var patch = """{ "name": "Dev", "defaultLocale": "de", "flows": ["SignIn"], "usages": { "SignIn": { "expiresIn": 300 } }, "delivery": { "concurrency": 99 } }""";
        Assert.True((await source.PatchAsync(TestTenants.Json(patch), null, TestTenants.By, Token)).IsOk);
        var request = Request() with { Include = [PromotionPart.Settings], Overrides = Overrides("settings.usages.SignIn.expiresIn", "120") };

        var plan = await PlanAsync(request);
        await ApplyAsync(request with { PlanHash = plan.PlanHash });

        Assert.Equal(
            ["settings.defaultLocale", "settings.flows[0]", "settings.usages.SignIn.expiresIn"], plan.Changes.Select(change => change.Path).Order(StringComparer.Ordinal));
        var state = (await Tenants.Directory.RefreshAsync(target.Id, Token))?.State;
        Assert.Equal(("Production", TenantEnvironment.Production, 3), (state?.Name, state?.Environment, state?.Settings.Delivery?.Concurrency));
        Assert.Equal(("de", 120), (state?.Settings.DefaultLocale, state?.Settings.Usages?["SignIn"].ExpiresIn));
    }

    [Theory]
    [InlineData("settings.environment", "\"production\"")]
    [InlineData("settings.name", "\"Mine\"")]
    [InlineData("settings.limits", "{}")]
    [InlineData("config.pass", "\"in the wrong place\"")]
    [InlineData("config.nothing.there", "1")]
    [InlineData("config", "{}")]
    [InlineData("keys[0]", "1")]
    public async Task Override_OfWhatIsNotPromoted_IsRefused(string path, string value)
    {
        await BothAsync();

        var refused = await Tenants.Promotions.PlanAsync(
            Request() with { Include = [PromotionPart.Connector, PromotionPart.Settings], Overrides = Overrides(path, value) }, TestTenants.By, Token);

        Assert.Equal([$"overrides.{path}"], refused.Problem?.Errors?.Select(error => error.Path));
    }

    [Fact]
    public async Task Audit_OfBothTellsIt()
    {
        var (source, target) = await BothAsync();
        var applied = await ApplyAsync(Request((await PlanAsync(Request())).PlanHash) with { Secrets = Bound("prod-secret") });
        Assert.True((await Tenants.Promotions.UndoAsync(applied.Applied!, TestTenants.By, Token)).IsOk); // It was applied just now.

        foreach (var tenant in new[] { source, target })
        {
            var entries = (await Tenants.Store.Audit.ListAsync(tenant.Id, null, 50, Token)).Select(recorded => recorded.Entry).ToList();
            Assert.Contains(entries, entry => entry.Action == "promotion.applied" && entry.Details["promotion"] == applied.Id && entry.Details["source"] == "acme-dev");
            Assert.Contains(entries, entry => entry.Action == "promotion.undone");
        }
    }
}
