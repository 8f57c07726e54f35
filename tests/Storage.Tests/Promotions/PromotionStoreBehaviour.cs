using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Promotions;

public abstract class PromotionStoreBehaviour : StoreBehaviour
{
    private static readonly TenantId Dev = TenantId.Parse("acme-dev");
    private static readonly TenantId Prod = TenantId.Parse("acme");

    private IPromotionStore Store => Get<IPromotionStore>();

    [Fact]
    public async Task Promotion_WrittenWithItsChange_ReadsAsItWas()
    {
        await AddTenantAsync("acme-dev");
        var target = await AddTenantAsync("acme");
        var promotion = NewPromotion("one");

        Assert.True(await ApplyAsync(target, promotion));

        var read = await Store.FindAsync("one", Token);
        Assert.Equal((Dev, Prod, Now, "tester"), (read?.Source, read?.Target, read?.AppliedAt ?? default, read?.AppliedBy));
        Assert.Equal(StoredJson.Write(promotion.Content), read is null ? null : StoredJson.Write(read.Content));
        Assert.Null(read?.UndoneAt);
        Assert.Null(await Store.FindAsync("two", Token));
    }

    [Fact]
    public async Task Change_OnAnotherVersion_WritesNoPromotionAndNoAudit()
    {
        await AddTenantAsync("acme-dev");
        var target = await AddTenantAsync("acme");
        Assert.True(await ApplyAsync(target, NewPromotion("one")));

        Assert.False(await ApplyAsync(target, NewPromotion("two")));

        Assert.Null(await Store.FindAsync("two", Token));
        Assert.Equal(2, (await Get<IAuditStore>().ListAsync(Dev, null, 10, Token)).Count);
    }

    [Fact]
    public async Task Audit_OfBothTenants_IsWrittenWithIt()
    {
        await AddTenantAsync("acme-dev");
        Assert.True(await ApplyAsync(await AddTenantAsync("acme"), NewPromotion("one")));

        Assert.Equal("promotion.applied", (await Get<IAuditStore>().ListAsync(Dev, null, 10, Token))[0].Entry.Action);
        Assert.Equal("promotion.applied", (await Get<IAuditStore>().ListAsync(Prod, null, 10, Token))[0].Entry.Action);
    }

    [Fact]
    public async Task Undo_MarksItAndLeavesTheRest()
    {
        await AddTenantAsync("acme-dev");
        var target = await AddTenantAsync("acme");
        Assert.True(await ApplyAsync(target, NewPromotion("one")));
        var next = target with { Version = target.Version + 1 };

        Assert.True(await ApplyAsync(next, NewPromotion("one") with { UndoneAt = Now.AddMinutes(1), UndoneBy = "undoer" }));

        var read = await Store.FindAsync("one", Token);
        Assert.Equal((Now.AddMinutes(1), "undoer", "tester"), (read?.UndoneAt, read?.UndoneBy, read?.AppliedBy));
        Assert.Single((await Store.ListAsync(Prod, null, 10, Token)).Items);
    }

    [Fact]
    public async Task List_HasBothSides_NewestFirst_PageByPage()
    {
        await AddTenantAsync("stranger");
        var dev = await AddTenantAsync("acme-dev");
        var target = await AddTenantAsync("acme");
        foreach (var id in new[] { "one", "two", "three" })
        {
            Assert.True(await ApplyAsync(target, NewPromotion(id)));
            target = target with { Version = target.Version + 1 };
        }

        Assert.True(await ApplyAsync(dev, NewPromotion("back") with { Source = Prod, Target = Dev }));

        foreach (var tenant in new[] { Dev, Prod })
        {
            var first = await Store.ListAsync(tenant, null, 3, Token);
            Assert.Equal(["back", "three", "two"], first.Items.Select(promotion => promotion.Id));
            var second = await Store.ListAsync(tenant, first.Next, 3, Token);
            Assert.Equal(["one"], second.Items.Select(promotion => promotion.Id));
            Assert.Null(second.Next);
        }

        Assert.Empty((await Store.ListAsync(TenantId.Parse("stranger"), null, 10, Token)).Items);
    }

    private Task<bool> ApplyAsync(TenantState target, Promotion promotion) => Tenants.TryWriteAsync(
        new TenantChange(
            target.Version,
            target with { Version = target.Version + 1 },
            Entry(promotion.Target, "promotion.applied"),
            Promotion: promotion,
            AlsoAudited: [Entry(promotion.Source, "promotion.applied")]),
        Token);

    private static Promotion NewPromotion(string id) => new(
        id,
        Dev,
        Prod,
        new PromotionContent(
            "hash",
            [PromotionPart.Connector, PromotionPart.Settings],
            3,
            "receipt-1",
            5,
            null,
            [new ConfigChange("config.auth.pass", null, new JsonObject { ["fingerprint"] = "f1" }), new ConfigChange("config.port", 25, 587)],
            [new ConfigProblem("activate", "untested_revision", "Not tested.")],
            new PromotedState(new JsonObject { ["defaultLocale"] = "en" }),
            new PromotedState(new JsonObject { ["defaultLocale"] = "de" }, 5),
            "because"),
        Now,
        "tester");
}
