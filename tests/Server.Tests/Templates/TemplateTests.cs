using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Templates;

public sealed class TemplateTests(HostedPlatform platform)
{
    [Fact]
    public async Task Template_SavedChangedAndDeleted_IsAsItsAnswersSay()
    {
        var tenant = await platform.NewTenant();

        var created = (await platform.Admin.Put(tenant["/templates/SignIn/pt_br"], Body("Primeiro {{code}}"))).Expect(201);
        Assert.Equal(tenant["/templates/SignIn/pt-BR"], created.Headers.Location?.OriginalString);
        Assert.Equal("\"1\"", created.Headers.ETag?.Tag);
        Assert.Equal("pt-BR", (string?)created.Json["locale"]);
        Assert.Empty(created.Json["warnings"]!.AsArray());
        Assert.Equal(2, (int?)(await platform.Admin.Put(tenant["/templates/SignIn/pt-BR"], Body("Segundo {{code}} {{nobody}}"))).Expect(200).Json["version"]);

        var shown = (await platform.Admin.Get(tenant["/templates/SignIn/PT-br"])).Expect(200).Json;
        Assert.Equal("Segundo {{code}} {{nobody}}", (string?)shown["subject"]);
        var items = (await platform.Admin.Get(tenant["/templates"])).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(("SignIn", "pt-BR", 2), ((string?)items[0]?["usageType"], (string?)items[0]?["locale"], (int?)items[0]?["version"]));

        (await platform.Admin.Delete(tenant["/templates/SignIn/pt-BR"])).Expect(204);
        (await platform.Admin.Get(tenant["/templates/SignIn/pt-BR"])).ExpectProblem(404, "not_found");
        (await platform.Admin.Delete(tenant["/templates/SignIn/pt-BR"])).ExpectProblem(404, "not_found");
        var versions = (await platform.Admin.Get(tenant["/templates/SignIn/pt-BR/versions"])).Expect(200).Json["items"]!.AsArray();
        Assert.Equal([(3, true), (2, false), (1, false)], versions.Select(version => ((int)version!["version"]!, (bool)version["deleted"]!)));
        Assert.All(versions, version => Assert.Equal("configured admin key", (string?)version?["createdBy"]));

        Assert.Equal(4, (int?)(await platform.Admin.Post(tenant["/templates/SignIn/pt-BR/restore/1"])).Expect(200).Json["version"]);
        var diff = (await platform.Admin.Get(tenant["/templates/SignIn/pt-BR/versions/2/diff/4"])).Expect(200).Json["changes"]!.AsArray();
        Assert.Equal("subject", (string?)Assert.Single(diff)?["path"]);
        Assert.Equal(["-Segundo {{code}} {{nobody}}", "+Primeiro {{code}}"], diff[0]!["lines"]!.AsArray().Select(line => (string?)line));
        Assert.Equal("Primeiro {{code}}", (string?)(await platform.Admin.Get(tenant["/templates/SignIn/pt-BR/versions/1"])).Expect(200).Json["subject"]);
    }

    [Fact]
    public async Task Template_WithWhatItsUsageNeverCarries_IsSavedWithAWarning()
    {
        var tenant = await platform.NewTenant();

        var saved = (await platform.Admin.Put(tenant["/templates/SignIn/de"], Body("Hello {{coupon}}"))).Expect(201).Json;

        Assert.Equal(("subject", "unknown_variable"), ((string?)saved["warnings"]?[0]?["path"], (string?)saved["warnings"]?[0]?["code"]));
    }

    [Theory]
    [InlineData("Nothing", "de", "usageType")]
    [InlineData("signin", "de", "usageType")]
    [InlineData("SignIn", "deutsch-und-noch-viel-mehr-als-das-was-passt", "locale")]
    [InlineData("SignIn", "d", "locale")]
    public async Task Address_OfNoTemplate_Answers400(string usage, string locale, string path)
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Put(tenant[$"/templates/{usage}/{locale}"], Body("s"))).ExpectProblem(400, "invalid_request", path);
        (await platform.Admin.Get(tenant[$"/templates/{usage}/{locale}"])).ExpectProblem(400, "invalid_request", path);
        (await platform.Admin.Get(tenant[$"/templates/{usage}/{locale}/versions"])).ExpectProblem(400, "invalid_request", path);
    }

    [Fact]
    public async Task Template_ThatIsBrokenOrTooLarge_IsRefused()
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Put(tenant["/templates/SignIn/de"], Body("{{#if code}}"))).ExpectProblem(422, "invalid_config", "subject");
        (await platform.Admin.Put(tenant["/templates/SignIn/de"], new JsonObject { ["subject"] = "s", ["html"] = "<script>{{code}}</script>" }))
            .ExpectProblem(422, "invalid_config", "html");
        (await platform.Admin.Put(tenant["/templates/SignIn/de"], new JsonObject { ["subject"] = "s" })).ExpectProblem(422, "invalid_config", "html");
        (await platform.Admin.Put(tenant["/templates/SignIn/de"], new JsonObject { ["html"] = "h" })).ExpectProblem(400, "invalid_request", "subject");
        (await platform.Admin.Put(tenant["/templates/SignIn/de"], Body("s", new string('x', 512 * 1024)))).ExpectProblem(413, "payload_too_large");
        (await platform.Admin.Put(tenant["/templates/SignIn/de"], Body("s", new string('x', 500 * 1024)))).Expect(201);
    }

    [Fact]
    public async Task IfMatch_OfAnotherVersion_Answers412()
    {
        var tenant = await platform.NewTenant();
        (await platform.Admin.Put(tenant["/templates/SignIn/de"], Body("One"))).Expect(201);

        (await platform.Admin.Send(HttpMethod.Put, tenant["/templates/SignIn/de"], Body("Two").ToJsonString(), ("If-Match", "\"7\""))).ExpectProblem(412, "precondition_failed");
        (await platform.Admin.Send(HttpMethod.Put, tenant["/templates/SignIn/de"], Body("Two").ToJsonString(), ("If-Match", "\"1\""))).Expect(200);
        (await platform.Admin.Send(HttpMethod.Delete, tenant["/templates/SignIn/de"], (string?)null, ("If-Match", "\"1\""))).ExpectProblem(412, "precondition_failed");
    }

    [Fact]
    public async Task Delete_OfAFlowsLastTemplate_Answers409WithTheFlow()
    {
        var tenant = await platform.NewTenant(new JsonObject { ["flows"] = HostedTenant.Json(["SignIn"]) });
        (await platform.Admin.Put(tenant["/templates/SignIn/en"], Body("One"))).Expect(201);
        await tenant.Activate(await tenant.AddMailbox(templates: false));
        var key = await tenant.Key("templates:write");

        var refused = (await key.Delete(tenant["/templates/SignIn/en"])).ExpectProblem(409, "connector_in_use");
        Assert.Equal("SignIn", (string?)refused.Json["flows"]?[0]);
        (await key.Delete(tenant["/templates/SignIn/en?force=really"])).ExpectProblem(403, "forbidden");
        (await platform.Admin.Delete(tenant["/templates/SignIn/en?force=really"])).Expect(204);
    }

    [Fact]
    public async Task Message_InTheLanguageOfTheRequestElseOfTheHeaderElseOfTheTenant_IsMadeOfItsTemplate()
    {
        var tenant = await (await platform.NewTenant(new JsonObject { ["defaultLocale"] = "fr" })).WithMailbox();
        foreach (var locale in new[] { "de", "fr", "zh-Hant" })
        {
            (await platform.Admin.Put(tenant[$"/templates/SignIn/{locale}"], Body($"{locale} {{{{code}}}}"))).Expect(201);
        }

        Assert.Equal("de 123456", await Subject(tenant, "de-AT", null));
        Assert.Equal("zh-Hant 123456", await Subject(tenant, "zh_HK", "de"));
        Assert.Equal("de 123456", await Subject(tenant, null, "nl, de;q=0.7, fr;q=0.5"));
        Assert.Equal("fr 123456", await Subject(tenant, null, null));
        Assert.Equal("fr 123456", await Subject(tenant, "not a tag!", null));
    }

    [Fact]
    public async Task Preview_OfASavedOrGivenTemplate_ShowsTheMailAndWhatIsOddAboutIt()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        (await platform.Admin.Put(tenant["/templates/SignIn/de"], Body("Code {{code}} für {{user.name|Sie}}"))).Expect(201);

        var saved = (await platform.Admin.Post(tenant["/templates/preview"], new JsonObject { ["usageType"] = "SignIn", ["locale"] = "de-CH" })).Expect(200).Json;
        Assert.Equal("Code 000000 für Sie", (string?)saved["subject"]);
        Assert.Equal(("tenant", "de", 1), ((string?)saved["origin"], (string?)saved["template"]?["locale"], (int?)saved["template"]?["version"]));
        Assert.Contains("variable_missing", Codes(saved));
        var configured = (await platform.Admin.Post(tenant["/templates/preview"], new JsonObject { ["usageType"] = "SignIn", ["locale"] = "ja" })).Expect(200).Json;
        Assert.Equal("connector", (string?)configured["origin"]);

        var given = new JsonObject
        {
            ["usageType"] = "SignIn",
            ["template"] = new JsonObject { ["subject"] = "{{code}}", ["html"] = "<img src=\"https://a.example/x.png\"><a href=\"https://evil.example\">bank.example</a> {{code}}" },
            ["payload"] = new JsonObject { ["code"] = "<1>" },
        };
        var shown = (await platform.Admin.Post(tenant["/templates/preview"], given)).Expect(200).Json;
        Assert.Contains("&lt;1&gt;", (string?)shown["html"]);
        Assert.Equal(["no_text_part", "image_without_alt", "link_host_differs"], Codes(shown));
        Assert.Null(shown["origin"]);

        given["template"]!["html"] = "{{#if}}";
        (await platform.Admin.Post(tenant["/templates/preview"], given)).ExpectProblem(422, "invalid_config", "template.html");
        (await platform.Admin.Post(tenant["/templates/preview"], new JsonObject { ["usageType"] = "Other" })).ExpectProblem(400, "invalid_request", "usageType");
    }

    [Fact]
    public async Task Export_ImportedIntoAnotherTenant_IsTheVerySame()
    {
        var tenant = await platform.NewTenant();
        (await platform.Admin.Put(tenant["/templates/SignIn/de"], new JsonObject
        {
            ["subject"] = "Ihr Code: {{code}} 😀",
            ["html"] = "<p>\r\n\t{{code}}</p>\n\n",
            ["text"] = "{{code}}\r",
            ["replyTo"] = "help@a.example",
            ["senderName"] = "Ä & B",
        })).Expect(201);
        (await platform.Admin.Put(tenant["/templates/Generic/zh-Hant"], Body("代碼 {{code}}"))).Expect(201);
        var other = await platform.NewTenant();

        var exported = (await platform.Admin.Get(tenant["/templates/export"])).Expect(200).Json;
        Assert.Equal(
            ["Generic/zh-Hant.subject.txt", "Generic/zh-Hant.txt", "SignIn/de.html", "SignIn/de.replyTo.txt", "SignIn/de.senderName.txt", "SignIn/de.subject.txt", "SignIn/de.txt"],
            exported["files"]!.AsObject().Select(file => file.Key));
        var imported = (await platform.Admin.Post(other["/templates/import"], new JsonObject { ["files"] = exported["files"]!.DeepClone() })).Expect(200).Json;

        Assert.Equal(["added", "added"], imported["templates"]!.AsArray().Select(template => (string?)template?["change"]));
        Assert.Equal(exported.ToJsonString(), (await platform.Admin.Get(other["/templates/export"])).Expect(200).Json.ToJsonString());
        Assert.Equal(["SignIn"], (await platform.Admin.Get(other["/templates/export?usageType=SignIn"])).Expect(200).Json["files"]!.AsObject().Select(file => file.Key.Split('/')[0]).Distinct());
        var again = (await platform.Admin.Post(other["/templates/import"], new JsonObject { ["files"] = exported["files"]!.DeepClone(), ["dryRun"] = true })).Expect(200).Json;
        Assert.Equal(["unchanged", "unchanged"], again["templates"]!.AsArray().Select(template => (string?)template?["change"]));
    }

    [Fact]
    public async Task Import_OfLogtosTemplates_TakesThemAsLogtoGivesThem()
    {
        var tenant = await platform.NewTenant();
        var rows = JsonNode.Parse("""
            [{ "tenantId": "t", "id": "1", "createdAt": "2026-01-01T00:00:00Z", "languageTag": "pt-br", "templateType": "SignIn",
               "details": { "subject": "Olá", "content": "<p>{{code}}</p>", "contentType": "text/html", "sendFrom": "Acme" } },
             { "languageTag": "de", "templateType": "OrganizationInvitation", "details": { "subject": "Hallo", "content": "{{link}}", "contentType": "text/plain", "replyTo": "a@b.example" } }]
            """);

        (await platform.Admin.Post(tenant["/templates/import"], new JsonObject { ["templates"] = rows })).Expect(200);

        var html = (await platform.Admin.Get(tenant["/templates/SignIn/pt-BR"])).Expect(200).Json;
        Assert.Equal(("<p>{{code}}</p>", null, "Acme"), ((string?)html["html"], (string?)html["text"], (string?)html["senderName"]));
        var text = (await platform.Admin.Get(tenant["/templates/OrganizationInvitation/de"])).Expect(200).Json;
        Assert.Equal((null, "{{link}}", "a@b.example"), ((string?)text["html"], (string?)text["text"], (string?)text["replyTo"]));
    }

    [Theory]
    [InlineData("{}", "files")]
    [InlineData("""{ "files": {}, "templates": [] }""", "files")]
    [InlineData("""{ "files": { "SignIn/de.exe": "x" } }""", "files.SignIn/de.exe")]
    [InlineData("""{ "files": { "../SignIn/de.html": "x" } }""", "files.../SignIn/de.html")]
    [InlineData("""{ "files": { "SignIn/de.html": "x", "SignIn/DE.html": "y" } }""", "files.SignIn/DE.html")]
    [InlineData("""{ "templates": [{ "languageTag": "?", "templateType": "X", "details": { "subject": "s", "content": "c", "contentType": "c" } }] }""", "templates[0].languageTag")]
    public async Task Import_OfWhatIsNoTemplate_Answers400(string body, string path)
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Post(tenant["/templates/import"], JsonNode.Parse(body))).ExpectProblem(400, "invalid_request", path);
    }

    [Fact]
    public async Task Revision_WhoseTemplatesChangedSinceItsTest_SaysSo()
    {
        var tenant = await platform.NewTenant();
        (await platform.Admin.Put(tenant["/templates/SignIn/en"], Body("One {{code}}"))).Expect(201);
        var revision = await tenant.AddMailbox(templates: false);
        var path = tenant[$"/connector/revisions/{revision}"];
        (await platform.Admin.Post($"{path}/test", new JsonObject { ["to"] = "ada@example.com" })).Expect(200);
        var receipts = (await platform.Admin.Get(tenant["/connector/receipts"])).Expect(200).Json["items"]!.AsArray();
        var template = (await platform.Admin.Get(tenant["/templates/SignIn/en"])).Json;
        Assert.Equal((string?)template["hash"], (string?)receipts[0]?["templates"]?[0]?["hash"]);

        var before = (await platform.Admin.Get(path)).Expect(200).Json;
        Assert.Equal((true, false), ((bool?)before["tested"], (bool?)before["templatesChangedSinceTest"]));
        (await platform.Admin.Put(tenant["/templates/SignIn/fr"], Body("Un {{code}}"))).Expect(201);
        Assert.False((bool?)(await platform.Admin.Get(path)).Json["templatesChangedSinceTest"]);
        (await platform.Admin.Put(tenant["/templates/SignIn/en"], Body("Two {{code}}"))).Expect(200);
        Assert.True((bool?)(await platform.Admin.Get(path)).Json["templatesChangedSinceTest"]);
        await tenant.Activate(revision);
        Assert.True((bool?)(await platform.Admin.Get(tenant["/connector"])).Json["templatesChangedSinceTest"]);
        (await platform.Admin.Post(tenant["/templates/SignIn/en/restore/1"])).Expect(200);
        Assert.False((bool?)(await platform.Admin.Get(tenant["/connector"])).Json["templatesChangedSinceTest"]);
    }

    [Fact]
    public async Task Copy_OfAReadyMadeTemplate_IsOnesOwnInTheNearestLanguage()
    {
        var tenant = await platform.NewTenant(new JsonObject { ["name"] = "Sons & {{Daughters}}" });

        var copied = (await platform.Admin.Post(tenant["/templates/SignIn/de-AT/copy"])).Expect(200).Json;
        Assert.Equal(("de-AT", 1), ((string?)copied["locale"], (int?)copied["version"]));
        Assert.Contains("<html lang=\"de\"", (string?)copied["html"]);
        Assert.Contains("Sons &amp; Daughters", (string?)copied["html"]);
        Assert.Contains("Sons & Daughters", (string?)copied["text"]);
        Assert.Empty(copied["warnings"]!.AsArray());
        var named = (await platform.Admin.Post(tenant["/templates/OrganizationInvitation/zh-HK/copy"], new JsonObject { ["senderName"] = "Acme", ["companyInformation"] = "<Acme>" })).Expect(200).Json;
        Assert.Contains("&lt;Acme&gt;", (string?)named["html"]);
        Assert.Contains("{{link}}", (string?)named["text"]);
        (await platform.Admin.Post(tenant["/templates/SignIn/sw/copy"])).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Template_OfAnotherTenant_IsNotThere()
    {
        var tenant = await platform.NewTenant();
        var other = await platform.NewTenant();
        (await platform.Admin.Put(tenant["/templates/SignIn/de"], Body("Secret"))).Expect(201);
        var key = await other.Key(HostedTenant.AllScopes);

        (await key.Get(tenant["/templates/SignIn/de"])).ExpectProblem(404, "not_found");
        (await key.Put(tenant["/templates/SignIn/de"], Body("Mine"))).ExpectProblem(404, "not_found");
        (await key.Get(other["/templates/SignIn/de"])).ExpectProblem(404, "not_found");
        Assert.Empty((await key.Get(other["/templates"])).Expect(200).Json["items"]!.AsArray());
    }

    private static JsonObject Body(string subject, string text = "Code {{code}}") => new() { ["subject"] = subject, ["text"] = text };

    private static IEnumerable<string?> Codes(JsonNode preview) => preview["warnings"]!.AsArray().Select(warning => (string?)warning?["code"]);

    private async Task<string?> Subject(HostedTenant tenant, string? locale, string? accepted)
    {
        (await platform.Admin.Delete(tenant["/mailbox"])).Expect(204);
        var message = HostedTenant.Message();
        message["locale"] = locale;
        (string, string)[] headers = accepted is null ? [("Prefer", "wait=30")] : [("Prefer", "wait=30"), ("Accept-Language", accepted)];
        (await platform.Admin.Post(tenant["/messages"], message, headers)).Expect(200);
        var mail = (await platform.Admin.Get(tenant["/mailbox"])).Expect(200).Json["items"]![0];
        return (string?)mail?["subject"];
    }
}
