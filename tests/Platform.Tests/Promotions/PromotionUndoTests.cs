using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Promotions;

public sealed class PromotionUndoTests : PromotionStory
{
    private static readonly PromotionPart[] All = [PromotionPart.Connector, PromotionPart.Settings];

    [Fact]
    public async Task Undo_AfterTheRevisionWasActivated_PutsBackConnectorAndSettings()
    {
        var (source, target) = await BothAsync("""{ "defaultLocale": "fr" }""");
        Assert.True((await source.PatchAsync(TestTenants.Json("""{ "defaultLocale": "de" }"""), null, TestTenants.By, Token)).IsOk);
        await TestTenants.AddActiveAsync(target, TestTenants.Config("old.example", "\"old-secret\""));
        var promotion = await PromoteAsync(Request() with { Include = All, Secrets = Bound("prod-secret") });
        await TestAndActivateAsync(target, promotion.Content.Revision ?? 0);

        var undone = await UndoAsync(promotion);

        Assert.NotNull(undone.Value?.Applied?.UndoneAt);
        var snapshot = await Tenants.Directory.RefreshAsync(target.Id, Token);
        Assert.Equal((1, 3L, "fr"), (snapshot?.Connector?.Revision, snapshot?.Epoch, snapshot?.Settings.DefaultLocale));
        Assert.Equal(1, target.Snapshot.Connector?.Revision);
    }

    [Fact]
    public async Task Undo_WhereThereWasNoConnector_LeavesNoneAndHoldsTheQueue()
    {
        var (_, target) = await BothAsync();
        var promotion = await PromoteAsync(Request() with { Secrets = Bound("prod-secret"), Activate = true }, "first");

        Assert.True((await UndoAsync(promotion)).IsOk);

        Assert.Null(target.Snapshot.Connector);
        Assert.Equal(QueuePolicy.Hold, (await Tenants.Store.Tenants.FindActivationAsync(target.Id, 2, Token))?.Queued);
    }

    [Fact]
    public async Task Undo_Twice_AnswersTheSame()
    {
        var (_, target) = await BothAsync();
        var promotion = await PromoteAsync(Request() with { Secrets = Bound("prod-secret") });
        var first = await UndoAsync(promotion);
        var version = target.Snapshot.Version;

        var second = await UndoAsync(promotion);

        Assert.Equal(first.Value?.Applied?.UndoneAt, second.Value?.Applied?.UndoneAt);
        Assert.Equal(version, target.Snapshot.Version);
    }

    [Fact]
    public async Task Undo_OnceTheSettingsMovedOn_IsRefused()
    {
        var (source, target) = await BothAsync();
        Assert.True((await source.PatchAsync(TestTenants.Json("""{ "defaultLocale": "de" }"""), null, TestTenants.By, Token)).IsOk);
        var promotion = await PromoteAsync(Request() with { Include = [PromotionPart.Settings] });
        Assert.True((await target.PatchAsync(TestTenants.Json("""{ "defaultLocale": "it" }"""), null, TestTenants.By, Token)).IsOk);

        Assert.Equal(ProblemCode.PlanStale, (await UndoAsync(promotion)).Problem?.Code);
        Assert.Equal("it", target.Snapshot.Settings.DefaultLocale);
    }

    [Fact]
    public async Task Undo_OnceAnotherConnectorIsActive_IsRefused()
    {
        var (_, target) = await BothAsync();
        var promotion = await PromoteAsync(Request() with { Secrets = Bound("prod-secret") });
        await TestTenants.AddActiveAsync(target, TestTenants.Config("newer.example"));

        Assert.Equal(ProblemCode.PlanStale, (await UndoAsync(promotion)).Problem?.Code);
        Assert.Equal(2, target.Snapshot.Connector?.Revision);
    }

    [Fact]
    public async Task Undo_LeavesWhatWasNotPromoted()
    {
        var (source, target) = await BothAsync();
        Assert.True((await source.PatchAsync(TestTenants.Json("""{ "defaultLocale": "de" }"""), null, TestTenants.By, Token)).IsOk);
        var promotion = await PromoteAsync(Request() with { Include = [PromotionPart.Settings] });
        Assert.True((await target.PatchAsync(TestTenants.Json("""{ "name": "Renamed", "delivery": { "concurrency": 7 } }"""), null, TestTenants.By, Token)).IsOk);

        Assert.True((await UndoAsync(promotion)).IsOk);

        var state = target.Snapshot.State;
        Assert.Equal(("Renamed", 7, "en"), (state.Name, state.Settings.Delivery?.Concurrency, state.Settings.DefaultLocale));
    }

    [Fact]
    public async Task Undo_ToARevisionThatIsRetired_IsRefused()
    {
        var (_, target) = await BothAsync();
        await TestTenants.AddActiveAsync(target, TestTenants.Config("old.example", "\"old-secret\""));
        var promotion = await PromoteAsync(Request() with { Secrets = Bound("prod-secret"), Activate = true }, "now");
        Assert.True((await target.RetireAsync(1, TestTenants.By, Token)).IsOk);

        Assert.Equal(ProblemCode.WrongState, (await UndoAsync(promotion)).Problem?.Code);
    }

    private Task<Result<PromotionOutcome>> UndoAsync(Promotion promotion) => Tenants.Promotions.UndoAsync(promotion, TestTenants.By, Token);

    private Task<Promotion> PromoteAsync(PromotionRequest request, string reason) => PromoteAsync(request with { ForceReason = reason });
}
