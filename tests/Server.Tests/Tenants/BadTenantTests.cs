using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Tenants;

public sealed class BadTenantTests(HostedPlatform platform)
{
    [Theory]
    [InlineData("\"a\"")]
    [InlineData("\"-acme\"")]
    [InlineData("\"Acme\"")]
    [InlineData("\"acme_dev\"")]
    [InlineData("\"acme/dev\"")]
    [InlineData("\"acme dev\"")]
    [InlineData("\"acme\\n\"")]
    [InlineData("\"acm\u00e9\"")]
    [InlineData("\"a234567890123456789012345678901234567890123456789012345678901234\"")]
    [InlineData("\"\"")]
    [InlineData("5")]
    [InlineData("null")]
    public async Task Id_ThatIsNone_Answers400(string id)
    {
        (await platform.Admin.Send(HttpMethod.Post, "/api/tenants", $$"""{ "id": {{id}} }""")).ExpectProblem(400, "invalid_request", "id");
    }

    [Theory]
    [InlineData("name", "5", "name")]
    [InlineData("name", "\"\"", "name")]
    [InlineData("name", "\"a\\nb\"", "name")]
    [InlineData("environment", "\"staging\"", "environment")]
    [InlineData("environment", "1", "environment")]
    [InlineData("defaultLocale", "\"not a locale\"", "defaultLocale")]
    [InlineData("flows", "\"SignIn\"", "flows")]
    [InlineData("flows", "[\"SignIn\", \"SignOut\"]", "flows[1]")]
    [InlineData("flows", "[null]", "flows[0]")]
    [InlineData("usages", "[]", "usages")]
    [InlineData("usages", """{ "Nothing": {} }""", "usages.Nothing")]
    [InlineData("usages", """{ "SignIn": 5 }""", "usages.SignIn")]
    [InlineData("usages", """{ "SignIn": { "expiresIn": 604801 } }""", "usages.SignIn.expiresIn")]
    [InlineData("usages", """{ "SignIn": { "expiresIn": "60" } }""", "usages.SignIn.expiresIn")]
    [InlineData("usages", """{ "SignIn": { "onUnknown": "hope" } }""", "usages.SignIn.onUnknown")]
    [InlineData("usages", """{ "SignIn": { "supersede": "yes" } }""", "usages.SignIn.supersede")]
    [InlineData("usages", """{ "SignIn": { "expires": 60 } }""", "usages.SignIn.expires")]
    [InlineData("delivery", """{ "concurrency": 0 }""", "delivery.concurrency")]
    [InlineData("delivery", """{ "speed": 5 }""", "delivery.speed")]
    [InlineData("surprise", "true", "surprise")]
    [InlineData("id", "\"another\"", "id")]
    [InlineData("epoch", "5", "epoch")]
    [InlineData("version", "5", "version")]
    public async Task Member_ThatIsWrong_Answers400WithItsPathAndChangesNothing(string member, string value, string path)
    {
        var tenant = await platform.NewTenant();
        var before = (await platform.Admin.Get(tenant[""])).Expect(200).Text;

        (await platform.Admin.Send(HttpMethod.Patch, tenant[""], $$"""{ "name": "Changed", "{{member}}": {{value}} }""".Replace("\"name\": \"Changed\", \"name\"", "\"name\"", StringComparison.Ordinal)))
            .ExpectProblem(400, "invalid_request", path);

        Assert.Equal(before, (await platform.Admin.Get(tenant[""])).Expect(200).Text);
    }

    [Fact]
    public async Task EveryProblem_IsToldAtOnce()
    {
        const string Body = """
            { "name": "", "environment": "staging", "defaultLocale": "?", "flows": ["A", "B"], "usages": { "SignIn": { "expiresIn": 0, "x": 1 } }, "surprise": 1 }
            """;
        string[] paths = ["name", "environment", "defaultLocale", "flows[0]", "flows[1]", "usages.SignIn.expiresIn", "usages.SignIn.x", "surprise"];
        var tenant = await platform.NewTenant();

        (await platform.Admin.Send(HttpMethod.Patch, tenant[""], Body)).ExpectProblem(400, "invalid_request", paths);
        (await platform.Admin.Send(HttpMethod.Put, "/api/tenants/new-with-problems", Body)).ExpectProblem(400, "invalid_request", paths);
        (await platform.Admin.Send(HttpMethod.Post, "/api/tenants", Body.Replace("{ \"name\"", "{ \"id\": \"NO\", \"name\"", StringComparison.Ordinal)))
            .ExpectProblem(400, "invalid_request", ["id", .. paths]);
        (await platform.Admin.Get("/api/tenants/new-with-problems")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Tenant_ThatIsThere_IsNotCreatedAgain()
    {
        var tenant = await platform.NewTenant(new JsonObject { ["name"] = "First" });

        (await platform.Admin.Post("/api/tenants", new JsonObject { ["id"] = tenant.Id })).ExpectProblem(409, "tenant_exists");
        (await platform.Admin.Put(tenant[""], new JsonObject { ["name"] = "First" })).Expect(200);
        (await platform.Admin.Put(tenant[""], new JsonObject { ["name"] = "Second" })).ExpectProblem(409, "tenant_exists");
    }

    [Fact]
    public async Task Tenant_ThatWasDeleted_IsGoneAndItsIdWithIt()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        var key = await tenant.Key(HostedTenant.AllScopes);

        (await platform.Admin.Delete(tenant[""])).ExpectProblem(409, "connector_in_use");
        (await platform.Admin.Delete(tenant["?force="])).ExpectProblem(400, "invalid_request", "force");
        (await platform.Admin.Delete(tenant["?force=over"])).Expect(204);

        (await platform.Admin.Get(tenant[""])).ExpectProblem(404, "not_found");
        (await platform.Admin.Delete(tenant[""])).ExpectProblem(404, "not_found");
        (await platform.Admin.Post("/api/tenants", new JsonObject { ["id"] = tenant.Id })).ExpectProblem(409, "tenant_exists");
        (await platform.Admin.Post(tenant["/messages"], HostedTenant.Message())).ExpectProblem(404, "not_found");
        (await key.Get(tenant["/messages"])).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task EveryAddressOfATenantThatIsNotThere_Answers404()
    {
        string[] reads = ["", "/keys", "/audit", "/connector", "/connector/revisions", "/connector/revisions/1", "/connector/revisions/1/diff/2", "/connector/receipts", "/messages", "/mailbox"];

        foreach (var read in reads)
        {
            (await platform.Admin.Get($"/api/tenants/nobody-at-all{read}")).ExpectProblem(404, "not_found");
            (await platform.Admin.Get($"/api/tenants/NO-ID{read}")).ExpectProblem(404, "not_found");
        }
    }

    [Fact]
    public async Task Change_OfAnOlderVersion_Answers412AndChangesNothing()
    {
        var tenant = await platform.NewTenant();
        var seen = (await platform.Admin.Get(tenant[""])).Headers.ETag?.ToString() ?? "";
        var changed = (await platform.Admin.Patch(tenant[""], new JsonObject { ["name"] = "One" }, ("If-Match", seen))).Expect(200);

        (await platform.Admin.Patch(tenant[""], new JsonObject { ["name"] = "Two" }, ("If-Match", seen))).ExpectProblem(412, "precondition_failed");
        (await platform.Admin.Patch(tenant[""], new JsonObject { ["name"] = "Two" }, ("If-Match", "\"nonsense\""))).ExpectProblem(412, "precondition_failed");

        var now = (await platform.Admin.Get(tenant[""])).Expect(200);
        Assert.Equal("One", (string?)now.Json["name"]);
        Assert.Equal(changed.Headers.ETag, now.Headers.ETag);
        (await platform.Admin.Patch(tenant[""], new JsonObject { ["name"] = "Three" }, ("If-Match", "*"))).Expect(200);
    }

    [Fact]
    public async Task Confirmation_OfAnOlderVersion_Answers412()
    {
        var tenant = await platform.NewTenant(new JsonObject { ["name"] = "One" });

        (await platform.Admin.Send(HttpMethod.Put, tenant[""], """{ "name": "One" }""", ("If-Match", "\"999\""))).ExpectProblem(412, "precondition_failed");
    }

    [Fact]
    public async Task Production_WhileTheMailboxIsActive_Answers409()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();

        (await platform.Admin.Patch(tenant[""], new JsonObject { ["environment"] = "production" })).ExpectProblem(409, "wrong_state");
    }
}
