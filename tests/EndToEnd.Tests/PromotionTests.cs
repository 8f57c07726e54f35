using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;

namespace EmailPlatform.EndToEnd;

/// <summary>What works in a development tenant goes to production, with production's own secret, and back out of it in one step.</summary>
public sealed class PromotionTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Story_FromDevelopmentToProductionAndBack()
    {
        await using var staging = Server("dev-pass");
        await using var live = Server("prod-pass");
        await using var old = Server("old-pass");
        var development = await fixture.NewTenant(new JsonObject { ["defaultLocale"] = "de", ["flows"] = new JsonArray("SignIn") });
        await development.Save(Config(staging, "dev-pass"));
        Assert.True((bool?)(await development.Test(1))["ok"]);
        await Activate(development, 1);
        var production = await fixture.NewTenant(new JsonObject { ["environment"] = "production" });
        await production.Use(Config(old, "old-pass"));

        var body = new JsonObject
        {
            ["target"] = production.Id,
            ["include"] = new JsonArray("connector", "settings"),
            ["overrides"] = new JsonObject { ["config.port"] = live.Port },
            ["dryRun"] = true,
        };
        var plan = (await development.Post("/promotions", body)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("""["auth.pass"]""", plan["secretsToBind"]?.ToJsonString());
        Assert.Contains(plan["changes"]!.AsArray(), change => (string?)change!["path"] == "config.port" && (int?)change["to"] == live.Port);
        Assert.Equal("en", (string?)(await production.Get("")).Json["defaultLocale"]);

        body["dryRun"] = false;
        body["planHash"] = plan["planHash"]!.DeepClone();
        body["secrets"] = new JsonObject { ["auth.pass"] = "prod-pass" };
        var promoted = (await development.Post("/promotions", body)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(2, (int?)promoted["revision"]);
        Assert.NotNull((string?)promoted["receipt"]);
        Assert.Equal(1, (int?)(await production.Get("/connector")).Json["revision"]);

        (await production.TryActivate(2)).ExpectProblem(HttpStatusCode.Conflict, "untested_revision");
        Assert.True((bool?)(await production.Test(2))["ok"]);
        await Activate(production, 2);
        await production.Await(await production.Send("ada@example.org"), "sent");
        Assert.Contains(live.Mails, mail => mail.To.Contains("ada@example.org", StringComparison.Ordinal));

        var undone = (await production.Post($"/promotions/{promoted["id"]}/undo")).Expect(HttpStatusCode.OK).Json;
        Assert.NotNull((string?)undone["undoneAt"]);
        Assert.Equal(1, (int?)(await production.Get("/connector")).Json["revision"]);
        Assert.Equal("en", (string?)(await production.Get("")).Json["defaultLocale"]);
        await production.Await(await production.Send("bob@example.org"), "sent");
        Assert.Contains(old.Mails, mail => mail.To.Contains("bob@example.org", StringComparison.Ordinal));
        foreach (var tenant in new[] { development, production })
        {
            var audit = (await tenant.Get("/audit")).Expect(HttpStatusCode.OK).Text;
            Assert.Contains("promotion.applied", audit, StringComparison.Ordinal);
            Assert.Contains("promotion.undone", audit, StringComparison.Ordinal);
        }
    }

    private static async Task Activate(TenantApi tenant, int revision) => (await tenant.TryActivate(revision)).Expect(HttpStatusCode.OK);

    private static JsonObject Config(Correspondent server, string password) =>
        SmtpConfig.For(server.Port).With("ignoreTLS", true).WithLogin("joe", password);

    /// <summary>Lets in whoever has the password.</summary>
    private static Correspondent Server(string password) => new()
    {
        Capabilities = ["AUTH PLAIN"],
        AnswerToAuth = said => said.EndsWith(Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0joe\0{password}")), StringComparison.Ordinal)
            ? "235 2.7.0 Welcome"
            : "535 5.7.8 Go away",
    };
}
