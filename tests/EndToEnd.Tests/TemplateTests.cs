using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;

namespace EmailPlatform.EndToEnd;

/// <summary>A tenant writes its mail in three languages, and each reader gets the right one, from the moment it is saved.</summary>
public sealed class TemplateTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Story_ThreeLanguages()
    {
        await using var server = new Correspondent();
        var tenant = await fixture.NewTenant(new JsonObject { ["flows"] = new JsonArray("SignIn") });
        await Save(tenant, "en", "Your code is {{code}}", "<p>Hello {{user.name|there}}, your code is <b>{{code}}</b>.</p>");
        await Save(tenant, "de", "Ihr Code ist {{code}}", "<p>Hallo {{user.name|dort}}, Ihr Code ist <b>{{code}}</b>.</p>");
        await Save(tenant, "zh-Hant", "您的代碼是 {{code}}", "<p>您的代碼是 <b>{{code}}</b>。</p>");

        var preview = (await tenant.Post("/templates/preview", new JsonObject { ["usageType"] = "SignIn", ["locale"] = "zh-TW" })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("您的代碼是 000000", (string?)preview["subject"]);

        // A connector without templates of its own: what is tested is what the tenant wrote.
        var config = SmtpConfig.For(server.Port);
        config.Remove("templates");
        var revision = await tenant.Save(config);
        Assert.True((bool?)(await tenant.Test(revision))["ok"]);
        (await tenant.TryActivate(revision)).Expect(HttpStatusCode.OK);

        Assert.Contains("Ihr Code ist 314159", await Receive(tenant, server, "ada@example.org", "de-AT"), StringComparison.Ordinal);
        Assert.Contains("=?utf-8?", await Receive(tenant, server, "bo@example.org", "zh_HK"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Your code is 314159", await Receive(tenant, server, "carl@example.org", "sv"), StringComparison.Ordinal);
        Assert.Contains("Your code is 314159", await Receive(tenant, server, "dora@example.org", null), StringComparison.Ordinal);

        await Save(tenant, "de", "Neuer Code: {{code}}", "<p>{{code}}</p>", HttpStatusCode.OK);
        Assert.Contains("Neuer Code: 314159", await Receive(tenant, server, "emil@example.org", "de"), StringComparison.Ordinal);
        Assert.True((bool?)(await tenant.Get("/connector")).Json["templatesChangedSinceTest"] is false);
        (await tenant.Post("/templates/SignIn/de/restore/1")).Expect(HttpStatusCode.OK);
        Assert.Contains("Ihr Code ist 314159", await Receive(tenant, server, "fay@example.org", "de"), StringComparison.Ordinal);

        var copy = await fixture.NewTenant();
        var files = (await tenant.Get("/templates/export")).Expect(HttpStatusCode.OK).Json;
        (await copy.Post("/templates/import", new JsonObject { ["files"] = files["files"]!.DeepClone() })).Expect(HttpStatusCode.OK);
        Assert.Equal(files.ToJsonString(), (await copy.Get("/templates/export")).Json.ToJsonString());

        (await tenant.Delete("/templates/SignIn/de")).Expect(HttpStatusCode.NoContent);
        (await tenant.Delete("/templates/SignIn/zh-Hant")).Expect(HttpStatusCode.NoContent);
        (await tenant.Delete("/templates/SignIn/en")).ExpectProblem(HttpStatusCode.Conflict, "connector_in_use");
        var audit = (await tenant.Get("/audit")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray().Select(entry => (string?)entry?["action"]).ToList();
        Assert.Equal((4, 1, 2), (audit.Count(action => action == "template.saved"), audit.Count(action => action == "template.restored"), audit.Count(action => action == "template.deleted")));
    }

    private static async Task Save(TenantApi tenant, string locale, string subject, string html, HttpStatusCode expected = HttpStatusCode.Created) =>
        (await tenant.Put($"/templates/SignIn/{locale}", new JsonObject { ["subject"] = subject, ["html"] = html })).Expect(expected);

    /// <summary>Sends and returns what came in at the server.</summary>
    private static async Task<string> Receive(TenantApi tenant, Correspondent server, string to, string? locale)
    {
        var message = TenantApi.Message(to, "314159");
        message["locale"] = locale;
        var id = (string)(await tenant.TrySend(message)).Expect(HttpStatusCode.Accepted).Json["id"]!;
        await tenant.Await(id, "sent");
        return server.Mails.Single(mail => mail.To.Contains(to, StringComparison.Ordinal)).Content;
    }
}
