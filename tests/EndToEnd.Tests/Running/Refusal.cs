using System.Text.Json.Nodes;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>How a target is refused that a tenant may not name.</summary>
public static class Refusal
{
    /// <summary>A test send with the configuration must fail at the target, with a hint.</summary>
    public static async Task Expect(TenantApi tenant, JsonObject config)
    {
        var revision = await tenant.Save(config);

        var report = await tenant.Test(revision, "tester@example.org", true, "SignIn");

        var result = Assert.Single(report["results"]!.AsArray())!;
        Assert.Equal("target_not_allowed", (string?)result["code"]);
        Assert.False((bool)result["stages"]!.AsArray()[^1]!["ok"]!);
        Assert.NotNull((string?)result["hint"]);
    }
}
