using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Connector;

public sealed class BadRevisionTests(HostedPlatform platform)
{
    [Theory]
    [InlineData("nothing", "{}", "type")]
    [InlineData("", "{}", "type")]
    [InlineData("mailbox", "5", "config")]
    [InlineData("mailbox", "[]", "config")]
    [InlineData("mailbox", "null", "config")]
    [InlineData("mailbox", """{ "surprise": true }""", "config.surprise")]
    [InlineData("mailbox", """{ "fromEmail": 5 }""", "config.fromEmail")]
    [InlineData("mailbox", """{ "fromEmail": "nobody" }""", "config.fromEmail")]
    [InlineData("mailbox", """{ "fromEmail": "a@example.com\r\nBcc: eve@example.net" }""", "config.fromEmail")]
    [InlineData("mailbox", """{ "fromName": "a\r\nBcc: eve@example.net" }""", "config.fromName")]
    [InlineData("mailbox", """{ "templates": [{ "usageType": "SignIn", "contentType": "text/html" }] }""", "config.templates[0].subject")]
    [InlineData("smtp", "{}", "config.host")]
    [InlineData("smtp", "{}", "config.fromEmail")]
    [InlineData("smtp", """{ "host": "smtp.example.com", "port": "many", "fromEmail": "a@example.com" }""", "config.port")]
    [InlineData("smtp", """{ "host": "smtp.example.com", "port": 70000, "fromEmail": "a@example.com" }""", "config.port")]
    [InlineData("smtp", """{ "host": null, "port": 587, "fromEmail": "a@example.com" }""", "config.host")]
    [InlineData("smtp", """{ "host": "smtp.example.com", "port": 587, "fromEmail": "a@example.com", "tls": { "surprise": 1 } }""", "config.tls.surprise")]
    public async Task Config_ThatIsWrong_Answers422WithItsPath(string type, string config, string path)
    {
        var tenant = await platform.NewTenant();
        var body = $$"""{ "type": "{{type}}", "config": {{config}} }""";

        (await platform.Admin.Send(HttpMethod.Post, tenant["/connector/revisions"], body)).ExpectProblem(422, "invalid_config", path);
        (await platform.Admin.Send(HttpMethod.Post, tenant["/connector/test"], $$"""{ "type": "{{type}}", "config": {{config}}, "to": "a@example.com" }"""))
            .ExpectProblem(422, "invalid_config", path);
        Assert.Empty((await platform.Admin.Get(tenant["/connector/revisions"])).Expect(200).Json["items"]?.AsArray() ?? []);
    }

    [Fact]
    public async Task EveryProblemOfAConfig_IsToldAtOnce()
    {
        const string Config = """
            {
              "host": "", "port": 0, "fromEmail": "nobody", "surprise": 1, "secure": "yes",
              "customHeaders": { "Bcc": "eve@example.net" },
              "templates": [{ "usageType": "SignIn", "contentType": "text/html", "subject": "a\nb", "content": "" }]
            }
            """;
        var tenant = await platform.NewTenant();

        (await platform.Admin.Send(HttpMethod.Post, tenant["/connector/revisions"], $$"""{ "type": "smtp", "config": {{Config}} }""")).ExpectProblem(
            422, "invalid_config",
            "config.host", "config.port", "config.fromEmail", "config.surprise", "config.secure", "config.customHeaders.Bcc", "config.templates[0].subject", "config.templates[0].content");
    }

    [Theory]
    [InlineData("""{ "config": {} }""", "type")]
    [InlineData("{}", "type", "config")]
    [InlineData("""{ "type": "mailbox" }""", "config")]
    [InlineData("""{ "type": null, "config": {} }""", "type")]
    [InlineData("""{ "type": 5, "config": {} }""", "type")]
    [InlineData("""{ "type": "mailbox", "config": {}, "surprise": 1 }""", "surprise")]
    [InlineData("""{ "type": "mailbox", "config": {}, "comment": 5 }""", "comment")]
    public async Task Revision_ThatIsWrong_Answers400WithThePath(string body, params string[] paths)
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Send(HttpMethod.Post, tenant["/connector/revisions"], body)).ExpectProblem(400, "invalid_request", paths);
    }

    [Theory]
    [InlineData("999")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("one")]
    public async Task Revision_ThatIsNotThere_Answers404(string number)
    {
        var tenant = await platform.NewTenant();
        await tenant.AddMailbox();
        var admin = platform.Admin;

        (await admin.Get(tenant[$"/connector/revisions/{number}"])).ExpectProblem(404, "not_found");
        (await admin.Get(tenant[$"/connector/revisions/{number}/diff/1"])).ExpectProblem(404, "not_found");
        (await admin.Get(tenant[$"/connector/revisions/1/diff/{number}"])).ExpectProblem(404, "not_found");
        (await admin.Post(tenant[$"/connector/revisions/{number}/activate"])).ExpectProblem(404, "not_found");
        (await admin.Post(tenant[$"/connector/revisions/{number}/retire"])).ExpectProblem(404, "not_found");
        (await admin.Post(tenant[$"/connector/revisions/{number}/test"], new JsonObject { ["to"] = "a@example.com" })).ExpectProblem(404, "not_found");
    }

    [Theory]
    [InlineData("""{ "to": "a@example.com, b@example.com" }""", 422, "invalid_recipient", "to")]
    [InlineData("""{ "to": "a@example.com\r\nb" }""", 422, "invalid_recipient", "to")]
    [InlineData("""{ "to": "a@example.com", "usageTypes": ["Nothing"] }""", 400, "invalid_request", "usageTypes[0]")]
    [InlineData("""{ "to": "a@example.com", "usageTypes": [null] }""", 400, "invalid_request", "usageTypes[0]")]
    [InlineData("""{ "to": "a@example.com", "locales": ["not a locale"] }""", 400, "invalid_request", "locales[0]")]
    [InlineData("""{ "to": "a@example.com", "locales": [null] }""", 400, "invalid_request", "locales[0]")]
    [InlineData("""{ "to": "a@example.com", "payload": [] }""", 400, "invalid_request", "payload")]
    [InlineData("""{ "to": "a@example.com", "send": "no" }""", 400, "invalid_request", "send")]
    [InlineData("""{ "to": "a@example.com", "surprise": 1 }""", 400, "invalid_request", "surprise")]
    [InlineData("{}", 400, "invalid_request", "to")]
    public async Task Test_ThatIsWrong_IsRefusedWithThePath(string body, int status, string code, string path)
    {
        var tenant = await platform.NewTenant();
        var revision = await tenant.AddMailbox();

        (await platform.Admin.Send(HttpMethod.Post, tenant[$"/connector/revisions/{revision}/test"], body)).ExpectProblem(status, code, path);
    }

    [Theory]
    [InlineData("""{ "expectedEpoch": "1" }""", "expectedEpoch")]
    [InlineData("""{ "queued": "throw" }""", "queued")]
    [InlineData("""{ "queued": 1 }""", "queued")]
    [InlineData("""{ "force": true }""", "force")]
    [InlineData("""{ "force": { "reason": "" } }""", "force.reason")]
    [InlineData("""{ "force": { "reason": null } }""", "force.reason")]
    [InlineData("""{ "force": {} }""", "force.reason")]
    [InlineData("""{ "surprise": 1 }""", "surprise")]
    public async Task Activation_ThatIsWrong_Answers400AndSwitchesNothing(string body, string path)
    {
        var tenant = await platform.NewTenant();
        var revision = await tenant.AddMailbox();

        (await platform.Admin.Send(HttpMethod.Post, tenant[$"/connector/revisions/{revision}/activate"], body)).ExpectProblem(400, "invalid_request", path);
        (await platform.Admin.Get(tenant["/connector"])).ExpectProblem(404, "connector_not_configured");
    }

    [Fact]
    public async Task Activation_ThatAGuardRefuses_Answers409()
    {
        var tenant = await platform.NewTenant(new JsonObject { ["flows"] = new JsonArray("SignIn") });
        var revision = await tenant.AddMailbox();
        var path = tenant[$"/connector/revisions/{revision}/activate"];

        (await platform.Admin.Post(path)).ExpectProblem(409, "untested_revision");
        (await platform.Admin.Post(path, new JsonObject { ["expectedEpoch"] = 5 })).ExpectProblem(409, "epoch_conflict");
        await tenant.Activate(revision);
        var refused = (await platform.Admin.Delete(tenant["/connector"])).ExpectProblem(409, "connector_in_use");
        Assert.Equal(["SignIn"], refused.Json["flows"]?.AsArray().Select(flow => (string?)flow));
        (await platform.Admin.Post(tenant[$"/connector/revisions/{revision}/retire"])).ExpectProblem(409, "wrong_state");
    }

    [Fact]
    public async Task Mailbox_OfAProductionTenant_Answers422()
    {
        var tenant = await platform.NewTenant(new JsonObject { ["environment"] = "production" });

        (await platform.Admin.Post(tenant["/connector/revisions"], new JsonObject { ["type"] = "mailbox", ["config"] = new JsonObject() })).ExpectProblem(422, "invalid_config", "type");
    }

    [Fact]
    public async Task Rollback_WithNothingBefore_Answers409()
    {
        var tenant = await platform.NewTenant();

        var answer = await platform.Admin.Post(tenant["/connector/rollback"]);

        Assert.True(answer.Status is 404 or 409, answer.Text);
        Assert.Contains((string?)answer.Json["code"], new[] { "connector_not_configured", "wrong_state" });
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("Mailbox2")]
    public async Task ConnectorType_ThatIsNotThere_Answers404(string type)
    {
        (await platform.Admin.Get($"/api/connector-types/{type}")).ExpectProblem(404, "not_found");
        (await platform.Client(null).Get($"/api/connector-types/{type}/logo.svg")).ExpectProblem(404, "not_found");
    }
}
