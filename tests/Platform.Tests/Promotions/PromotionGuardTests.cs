using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Promotions;

public sealed class PromotionGuardTests : PromotionStory
{
    [Fact]
    public async Task Mailbox_IntoProduction_IsRefusedAlreadyInThePlan()
    {
        await BothAsync(type: "keeper");

        var refused = await Tenants.Promotions.PlanAsync(Request() with { Secrets = Bound("x") }, TestTenants.By, Token);

        Assert.Equal(ProblemCode.InvalidConfig, refused.Problem?.Code);
        Assert.Contains("development tenants only", refused.Problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activate_OfWhatWasTestedInTheSourceAlone_NeedsForce()
    {
        var (_, target) = await BothAsync();
        var request = Request((await PlanAsync(Request())).PlanHash) with { Secrets = Bound("prod-secret"), Activate = true };

        Assert.Equal(ProblemCode.UntestedRevision, (await Tenants.Promotions.ApplyAsync(request, TestTenants.By, Token)).Problem?.Code);
        Assert.Null(await target.FindRevisionAsync(1, Token));
        var applied = await ApplyAsync(request with { ForceReason = "the test can wait" });

        Assert.Equal((1L, 1), (applied.Applied?.Content.Epoch, target.Snapshot.Connector?.Revision));
        var activation = await Tenants.Store.Tenants.FindActivationAsync(target.Id, 1, Token);
        Assert.Equal("the test can wait", activation?.Forced);
    }

    [Fact]
    public async Task Activate_OfWhatWasTestedInTheTarget_NeedsNoForce()
    {
        var (_, target) = await BothAsync();
        await TestTenants.AddTestedAsync(target, TestTenants.Config("mail.example", "\"prod-secret\""));

        var applied = await PromoteAsync(Request() with { Activate = true });

        // The very revision that is there already: nothing has to be added.
        Assert.Equal((1, 1L), (applied.Content.Revision, applied.Content.Epoch));
        Assert.Equal(1, target.Snapshot.State.LastRevision);
        Assert.Equal(1, target.Snapshot.Connector?.Revision);
    }

    [Fact]
    public async Task Flows_ThatWouldBreak_AreNamedUnlessForced()
    {
        var (source, target) = await BothAsync("""{ "flows": ["ForgotPassword"] }""");
        await TestTenants.AddActiveAsync(source, TestTenants.Config("mail.example", "\"dev-secret\"", "SignIn"));
        var request = Request() with { Secrets = Bound("prod-secret") };
        var plan = await PlanAsync(request);

        var refused = await Tenants.Promotions.ApplyAsync(request with { PlanHash = plan.PlanHash }, TestTenants.By, Token);

        Assert.Contains(plan.Warnings, warning => warning.Code == "flow_without_email");
        Assert.Equal(ProblemCode.ConnectorInUse, refused.Problem?.Code);
        Assert.Equal([Flow.ForgotPassword], refused.Problem?.Flows);
        var forced = await ApplyAsync(request with { PlanHash = plan.PlanHash, ForceReason = "nobody forgets" });
        Assert.Equal("nobody forgets", forced.Applied?.Content.Forced);
        Assert.Contains(
            (await Tenants.Store.Audit.ListAsync(target.Id, null, 10, Token)).Select(recorded => recorded.Entry),
            entry => entry.Action == "promotion.applied" && entry.Details.GetValueOrDefault("forced") == "nobody forgets");
    }

    [Fact]
    public async Task Capabilities_ThatWouldBeLost_AreNamedUnlessForced()
    {
        var (_, target) = await BothAsync(type: "plain");
        await TestTenants.AddActiveAsync(target, TestTenants.Config("mail.example", "\"prod-secret\""));
        var request = Request() with { Secrets = Bound("prod-secret") };
        var plan = await PlanAsync(request);

        var refused = await Tenants.Promotions.ApplyAsync(request with { PlanHash = plan.PlanHash }, TestTenants.By, Token);

        Assert.Equal(ProblemCode.NotSupportedByConnector, refused.Problem?.Code);
        Assert.Contains(refused.Problem?.Errors ?? [], error => error.Path == "capabilities.attachments");
        await ApplyAsync(request with { PlanHash = plan.PlanHash, ForceReason = "text will do" });
    }

    [Fact]
    public async Task Source_WithoutAConnector_IsToldSo()
    {
        await Tenants.CreateAsync("acme-dev");
        await Tenants.CreateAsync("acme");

        Assert.Equal(ProblemCode.ConnectorNotConfigured, (await Tenants.Promotions.PlanAsync(Request(), TestTenants.By, Token)).Problem?.Code);
    }

    [Fact]
    public async Task SourceRevision_OtherThanTheActiveOne_IsPromotedWithAWarningThatItWasNotTested()
    {
        var (source, _) = await BothAsync();
        await TestTenants.AddAsync(source, TestTenants.Config("next.example", "\"dev-secret\""));

        var plan = await PlanAsync(Request() with { SourceRevision = 2 });

        Assert.Contains(plan.Changes, change => (string?)change.To == "next.example");
        Assert.Contains(plan.Warnings, warning => warning.Code == ProblemCode.UntestedRevision);
    }

    [Fact]
    public async Task Plan_WithSeveralMistakes_NamesEachOfThem()
    {
        await BothAsync();

        var refused = await Tenants.Promotions.PlanAsync(
            Request() with { Target = TenantId.Parse("acme-dev"), Include = [], Secrets = Bound("x"), Activate = true }, TestTenants.By, Token);

        Assert.Equal(["secrets.pass", "target", "include", "activate"], refused.Problem?.Errors?.Select(error => error.Path));
    }
}
