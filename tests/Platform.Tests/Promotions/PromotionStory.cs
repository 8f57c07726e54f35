using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Platform.Testing;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>A tenant where things are tried, <c>acme-dev</c>, and one where they are used, <c>acme</c>.</summary>
public abstract class PromotionStory : IAsyncDisposable
{
    protected TestTenants Tenants { get; } = new();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Tenants.DisposeAsync();
    }

    /// <summary>Both, the source with a revision that is tested and active.</summary>
    protected async Task<(Tenant Source, Tenant Target)> BothAsync(string target = """{ "environment": "production" }""", string type = "fake")
    {
        var source = await Tenants.CreateAsync("acme-dev");
        await TestTenants.AddActiveAsync(source, TestTenants.Config("mail.example", "\"dev-secret\""), type);
        return (source, await Tenants.CreateAsync("acme", target));
    }

    protected static PromotionRequest Request(string? planHash = null) => new(
        TenantId.Parse("acme-dev"),
        TenantId.Parse("acme"),
        [PromotionPart.Connector],
        null,
        new Dictionary<string, JsonElement>(),
        new Dictionary<string, Secret?>(),
        planHash);

    protected static Dictionary<string, Secret?> Bound(string pass) => new() { ["pass"] = new Secret(pass) };

    protected static Dictionary<string, JsonElement> Overrides(string path, string value) => new() { [path] = TestTenants.Json(value) };

    protected async Task<PromotionOutcome> PlanAsync(PromotionRequest request)
    {
        var plan = await Tenants.Promotions.PlanAsync(request, TestTenants.By, Token);
        Assert.True(plan.IsOk, plan.Problem?.Detail);
        return plan.Value;
    }

    protected async Task<PromotionOutcome> ApplyAsync(PromotionRequest request)
    {
        var applied = await Tenants.Promotions.ApplyAsync(request, TestTenants.By, Token);
        Assert.True(applied.IsOk, $"{applied.Problem?.Code}: {applied.Problem?.Detail}");
        Assert.NotNull(applied.Value.Applied);
        return applied.Value;
    }

    /// <summary>Plans and applies at once.</summary>
    protected async Task<Promotion> PromoteAsync(PromotionRequest request)
    {
        var applied = (await ApplyAsync(request with { PlanHash = (await PlanAsync(request)).PlanHash })).Applied;
        Assert.NotNull(applied);
        return applied;
    }

    protected static async Task TestAndActivateAsync(Tenant tenant, int revision)
    {
        var tested = await tenant.TestAsync(revision, new TestRequest("to@example.com"), TestTenants.By, Token);
        Assert.True(tested.Value?.Ok, tested.Problem?.Detail);
        var activated = await tenant.ActivateAsync(new ActivationRequest(revision), TestTenants.By, Token);
        Assert.True(activated.IsOk, activated.Problem?.Detail);
    }
}
