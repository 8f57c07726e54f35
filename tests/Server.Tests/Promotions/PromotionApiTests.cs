using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Promotions;

public sealed class PromotionApiTests(HostedPlatform platform)
{
    private const string DevPass = "marked-dev-pass-5011";
    private const string ProdPass = "marked-prod-pass-5012";

    [Fact]
    public async Task Promotion_PlannedAppliedShownAndUndone_ShowsNoSecret()
    {
        var (source, target) = await Both();
        var answers = new List<Answer>();
        var body = Body(target);
        body["dryRun"] = true;

        answers.Add((await platform.Admin.Post(source["/promotions"], body)).Expect(200));
        var plan = answers[^1].Json;
        Assert.Equal("""["auth.pass"]""", plan["secretsToBind"]?.ToJsonString());
        Assert.False((bool?)plan["applied"]);
        Assert.Contains(plan["changes"]?.AsArray() ?? [], change => (string?)change?["path"] == "config.host" && (string?)change["to"] == "smtp.example.com");
        Assert.Contains(plan["changes"]?.AsArray() ?? [], change => (string?)change?["path"] == "settings.defaultLocale" && (string?)change["to"] == "de");
        body["dryRun"] = false;
        body["planHash"] = plan["planHash"]?.DeepClone();
        answers.Add((await platform.Admin.Post(source["/promotions"], body)).ExpectProblem(422, "secrets_missing", "secrets.auth.pass"));
        body["secrets"] = new JsonObject { ["auth.pass"] = ProdPass };
        answers.Add((await platform.Admin.Post(source["/promotions"], body)).Expect(200));
        var applied = answers[^1].Json;
        Assert.Equal((true, 1, 1), ((bool?)applied["applied"], (int?)applied["revision"], (int?)applied["sourceRevision"]));
        Assert.Equal((string?)plan["id"], (string?)applied["id"]);
        answers.Add((await platform.Admin.Post(source["/promotions"], body)).Expect(200));
        Assert.Equal(applied.ToJsonString(), answers[^1].Json.ToJsonString());

        foreach (var tenant in new[] { source, target })
        {
            answers.Add((await platform.Admin.Get(tenant["/promotions"])).Expect(200));
            Assert.Equal((string?)applied["id"], (string?)answers[^1].Json["items"]?[0]?["id"]);
            answers.Add((await platform.Admin.Get(tenant[$"/promotions/{applied["id"]}"])).Expect(200));
            Assert.Equal(applied.ToJsonString(), answers[^1].Json.ToJsonString());
            answers.Add((await platform.Admin.Get(tenant["/audit"])).Expect(200));
            Assert.Contains("promotion.applied", answers[^1].Text, StringComparison.Ordinal);
        }

        answers.Add((await platform.Admin.Get(target["/connector/revisions"])).Expect(200));
        answers.Add((await platform.Admin.Post(target[$"/promotions/{applied["id"]}/undo"])).Expect(200));
        Assert.NotNull((string?)answers[^1].Json["undoneAt"]);
        Assert.Equal("en", (string?)(await platform.Admin.Get(target[""])).Expect(200).Json["defaultLocale"]);
        Assert.All(answers, answer => Assert.All(
            new[] { DevPass, ProdPass }, secret => Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Plan_OnceTheTargetMoved_IsStale()
    {
        var (source, target) = await Both();
        var body = Body(target);
        body["planHash"] = (await platform.Admin.Post(source["/promotions"], body)).Expect(200).Json["planHash"]?.DeepClone();
        (await platform.Admin.Patch(target[""], new JsonObject { ["name"] = "Moved" })).Expect(200);

        (await platform.Admin.Post(source["/promotions"], body)).ExpectProblem(409, "plan_stale");
    }

    [Fact]
    public async Task Apply_WithoutAPlan_IsRefused()
    {
        var (source, target) = await Both();
        var body = Body(target);
        body["dryRun"] = false;

        (await platform.Admin.Post(source["/promotions"], body)).ExpectProblem(400, "invalid_request", "planHash");
    }

    [Fact]
    public async Task Undo_OnceTheTargetMovedOn_Answers409()
    {
        var (source, target) = await Both();
        var body = Body(target);
        body["secrets"] = new JsonObject { ["auth.pass"] = ProdPass };
        body["planHash"] = (await platform.Admin.Post(source["/promotions"], body)).Expect(200).Json["planHash"]?.DeepClone();
        var id = (await platform.Admin.Post(source["/promotions"], body)).Expect(200).Json["id"];
        (await platform.Admin.Patch(target[""], new JsonObject { ["defaultLocale"] = "it" })).Expect(200);

        (await platform.Admin.Post(source[$"/promotions/{id}/undo"])).ExpectProblem(409, "plan_stale");
    }

    [Fact]
    public async Task Activate_Untested_Answers409UnlessForced()
    {
        var (source, target) = await Both();
        var body = Body(target);
        body["secrets"] = new JsonObject { ["auth.pass"] = ProdPass };
        body["activate"] = true;
        body["planHash"] = (await platform.Admin.Post(source["/promotions"], body)).Expect(200).Json["planHash"]?.DeepClone();

        (await platform.Admin.Post(source["/promotions"], body)).ExpectProblem(409, "untested_revision");
        body["force"] = new JsonObject { ["reason"] = "the test can wait" };
        Assert.Equal(1, (int?)(await platform.Admin.Post(source["/promotions"], body)).Expect(200).Json["epoch"]);
        Assert.Equal(1, (int?)(await platform.Admin.Get(target["/connector"])).Expect(200).Json["revision"]);
    }

    [Fact]
    public async Task Mailbox_IntoProduction_IsRefused()
    {
        var source = await (await platform.NewTenant()).WithMailbox();
        var target = await platform.NewTenant(new JsonObject { ["environment"] = "production" });

        (await platform.Admin.Post(source["/promotions"], Body(target))).ExpectProblem(422, "invalid_config", "type");
    }

    [Theory]
    [InlineData("include", """["keys"]""", "include[0]")]
    [InlineData("include", "[]", "include")]
    [InlineData("secrets", """{ "auth.pass": 5 }""", "secrets.auth.pass")]
    [InlineData("secrets", """{ "auth.pass": { "copy": false } }""", "secrets.auth.pass")]
    [InlineData("secrets", """{ "auth.user": "joe" }""", "secrets.auth.user")]
    [InlineData("overrides", """{ "settings.environment": "production" }""", "overrides.settings.environment")]
    [InlineData("overrides", """{ "config.auth": { "user": "joe", "pass": "x" } }""", "overrides.config.auth")]
    public async Task Body_ThatIsWrong_SaysWhere(string member, string value, string path)
    {
        var (source, target) = await Both();
        var body = Body(target);
        body[member] = JsonNode.Parse(value);

        (await platform.Admin.Post(source["/promotions"], body)).ExpectProblem(400, "invalid_request", path);
    }

    [Fact]
    public async Task Override_ThatTheConfigurationRefuses_SaysWhere()
    {
        var (source, target) = await Both();
        var body = Body(target);
        body["overrides"] = new JsonObject { ["config.port"] = 70000 };

        (await platform.Admin.Post(source["/promotions"], body)).ExpectProblem(422, "invalid_config", "config.port");
    }

    [Fact]
    public async Task Caller_NeedsTheScopeInBothTenants()
    {
        var (source, target) = await Both();
        var other = await platform.NewTenant();
        var sourceOnly = await source.Key("promote");
        var both = await SharedKey(source, target, "promote");
        var all = await SharedKey(source, target, "promote", "secrets:copy", "override");
        var body = Body(target);
        body["secrets"] = new JsonObject { ["auth.pass"] = new JsonObject { ["copy"] = true } };

        (await sourceOnly.Post(source["/promotions"], Body(target))).ExpectProblem(404, "not_found");
        (await both.Post(source["/promotions"], Body(target))).Expect(200);
        (await both.Post(source["/promotions"], Body(other))).ExpectProblem(404, "not_found");
        (await both.Post(other["/promotions"], Body(target))).ExpectProblem(404, "not_found");
        (await both.Post(source["/promotions"], body)).ExpectProblem(403, "forbidden");
        body["force"] = new JsonObject { ["reason"] = "because" };
        body["planHash"] = (await all.Post(source["/promotions"], body)).Expect(200).Json["planHash"]?.DeepClone();
        var id = (await all.Post(source["/promotions"], body)).Expect(200).Json["id"];

        (await sourceOnly.Get(source[$"/promotions/{id}"])).ExpectProblem(404, "not_found");
        Assert.Equal("[]", (await sourceOnly.Get(source["/promotions"])).Expect(200).Json["items"]?.ToJsonString());
        (await sourceOnly.Post(source[$"/promotions/{id}/undo"])).ExpectProblem(404, "not_found");
        (await both.Get(target[$"/promotions/{id}"])).Expect(200);
        (await both.Post(target[$"/promotions/{id}/undo"])).Expect(200);
    }

    private async Task<Api> SharedKey(HostedTenant one, HostedTenant two, params string[] scopes) => platform.Client((string?)(await platform.Admin.Post(
        one["/keys"],
        new JsonObject { ["name"] = "both", ["scopes"] = HostedTenant.Json(scopes), ["tenants"] = HostedTenant.Json([two.Id]) })).Expect(201).Json["key"]);

    /// <summary>A tenant with an SMTP connector, and an empty one for production.</summary>
    private async Task<(HostedTenant Source, HostedTenant Target)> Both()
    {
        var source = await platform.NewTenant(new JsonObject { ["defaultLocale"] = "de" });
        var config = new JsonObject
        {
            ["host"] = "smtp.example.com",
            ["port"] = 587,
            ["fromEmail"] = "app@example.com",
            ["auth"] = new JsonObject { ["user"] = "ada", ["pass"] = DevPass },
            ["templates"] = new JsonArray([.. new[] { "Register", "SignIn", "ForgotPassword", "Generic" }.Select(usage => (JsonNode)new JsonObject
            {
                ["usageType"] = usage,
                ["contentType"] = "text/plain",
                ["subject"] = "Code",
                ["content"] = "{{code}}",
            })]),
        };
        (await platform.Admin.Post(source["/connector/revisions"], new JsonObject { ["type"] = "smtp", ["config"] = config })).Expect(201);
        await source.Activate(1);
        return (source, await platform.NewTenant(new JsonObject { ["environment"] = "production" }));
    }

    private static JsonObject Body(HostedTenant target) => new() { ["target"] = target.Id, ["include"] = new JsonArray("connector", "settings") };
}
