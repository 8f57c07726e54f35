using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Promotions;

public sealed class ConfigurationApiTests(HostedPlatform platform)
{
    private const string Pass = "marked-pass-5021";

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task Export_ImportedWhereItIsFrom_ChangesNothingAndHoldsNoSecret(string format)
    {
        var tenant = await Filled();

        var file = (await platform.Admin.Get(tenant[$"/export?format={format}"])).Expect(200);
        var plan = (await platform.Admin.Post(tenant["/import"], new JsonObject { ["configuration"] = file.Text })).Expect(200).Json;

        Assert.Equal(format == "yaml" ? "application/yaml" : "application/json", file.ContentType);
        Assert.DoesNotContain(Pass, file.Text, StringComparison.Ordinal);
        Assert.Contains("auth.pass", file.Text, StringComparison.Ordinal);
        Assert.Equal("[]", plan["changes"]?.ToJsonString());
        Assert.Equal("[]", plan["secretsToBind"]?.ToJsonString());
    }

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task Export_ImportedElsewhere_IsPlannedAppliedAndUndone(string format)
    {
        var file = (await platform.Admin.Get((await Filled())[$"/export?format={format}"])).Expect(200);
        var tenant = await platform.NewTenant(new JsonObject { ["environment"] = "production" });
        var body = new JsonObject { ["configuration"] = file.Text };

        var plan = (await platform.Admin.Post(tenant["/import"], body)).Expect(200).Json;
        Assert.Equal("""["auth.pass"]""", plan["secretsToBind"]?.ToJsonString());
        Assert.False((bool?)plan["applied"]);
        body["planHash"] = plan["planHash"]?.DeepClone();
        (await platform.Admin.Post(tenant["/import"], body)).ExpectProblem(422, "secrets_missing", "secrets.auth.pass");
        body["secrets"] = new JsonObject { ["auth.pass"] = "other" };
        var applied = (await platform.Admin.Post(tenant["/import"], body)).Expect(200).Json;

        Assert.Equal(1, (int?)applied["revision"]);
        Assert.Equal(file.Text, await ExportAfterActivation(tenant, format));
        Assert.Equal((string?)applied["id"], (string?)Assert.Single((await platform.Admin.Get(tenant["/promotions"])).Expect(200).Json["items"]?.AsArray() ?? [])?["id"]);
        (await platform.Admin.Post(tenant[$"/promotions/{applied["id"]}/undo"])).Expect(200);
        Assert.Equal("en", (string?)(await platform.Admin.Get(tenant[""])).Expect(200).Json["defaultLocale"]);
        var audit = (await platform.Admin.Get(tenant["/audit"])).Expect(200).Text;
        Assert.Contains("configuration.imported", audit, StringComparison.Ordinal);
        Assert.Contains("configuration.import_undone", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfSomeParts_LeavesTheOthers()
    {
        var tenant = await Filled();
        var body = new JsonObject { ["configuration"] = "settings:\n  defaultLocale: fr\n" };

        var plan = (await platform.Admin.Post(tenant["/import"], body)).Expect(200).Json;
        Assert.Equal("""["settings"]""", plan["include"]?.ToJsonString());
        Assert.Contains(plan["changes"]?.AsArray() ?? [], change => (string?)change?["path"] == "settings.defaultLocale" && (string?)change["to"] == "fr");
        body["planHash"] = plan["planHash"]?.DeepClone();
        (await platform.Admin.Post(tenant["/import"], body)).Expect(200);

        Assert.Equal(1, (int?)(await platform.Admin.Get(tenant["/connector"])).Expect(200).Json["revision"]);
        Assert.Equal("fr", (string?)(await platform.Admin.Get(tenant[""])).Expect(200).Json["defaultLocale"]);
        (await platform.Admin.Patch(tenant[""], new JsonObject { ["defaultLocale"] = "de" })).Expect(200);
        body["configuration"] = "settings:\n  defaultLocale: it\n";
        (await platform.Admin.Post(tenant["/import"], body)).ExpectProblem(409, "plan_stale");
    }

    [Theory]
    [InlineData("a: [", "configuration")]
    [InlineData("- a list", "configuration")]
    [InlineData("{}", "include")]
    [InlineData("odd: {}", "configuration.odd")]
    [InlineData("connector: { type: smtp }", "configuration.connector")]
    [InlineData("settings: { environment: production }", "overrides.settings.environment")]
    [InlineData("settings: { defaultLocale: '!' }", "settings.defaultLocale")]
    [InlineData("templates: { Nothing: {} }", "configuration.templates.Nothing")]
    [InlineData("templates: { SignIn: { '!': {} } }", "configuration.templates.SignIn.!")]
    [InlineData("templates: { SignIn: { de: { subject: '{{', text: x } } }", "configuration.templates.SignIn.de.subject")]
    [InlineData("templates: { SignIn: { pt-BR: { subject: x, text: x }, pt_br: { subject: x, text: x } } }", "configuration.templates.SignIn.pt_br")]
    public async Task File_ThatIsWrong_SaysWhere(string configuration, string path)
    {
        var tenant = await platform.NewTenant();

        var answer = (await platform.Admin.Post(tenant["/import"], new JsonObject { ["configuration"] = configuration })).ExpectProblem(400, "invalid_request");

        Assert.Contains(path, answer.Paths);
    }

    [Fact]
    public async Task Secret_OfAFile_CannotBeCopied()
    {
        var file = (await platform.Admin.Get((await Filled())["/export"])).Expect(200).Json;
        var tenant = await platform.NewTenant();
        var body = new JsonObject { ["configuration"] = file, ["secrets"] = new JsonObject { ["auth.pass"] = new JsonObject { ["copy"] = true } } };

        (await platform.Admin.Post(tenant["/import"], body)).ExpectProblem(400, "invalid_request", "secrets.auth.pass");
    }

    [Fact]
    public async Task Address_WithASecretInIt_IsExportedWithoutItAndStaysWhereItIs()
    {
        var tenant = await platform.NewTenant();
        var config = new JsonObject { ["endpoint"] = "https://hooks.example.com/mail?key=" + Pass, ["authorization"] = Pass };
        (await platform.Admin.Post(tenant["/connector/revisions"], new JsonObject { ["type"] = "http", ["config"] = config })).Expect(201);
        await tenant.Activate(1);

        var file = (await platform.Admin.Get(tenant["/export"])).Expect(200);
        Assert.DoesNotContain(Pass, file.Text, StringComparison.Ordinal);
        Assert.Contains("https://hooks.example.com/mail", file.Text, StringComparison.Ordinal);
        var same = (await platform.Admin.Post(tenant["/import"], new JsonObject { ["configuration"] = file.Text })).Expect(200).Json;
        Assert.Equal("[]", same["secretsToBind"]?.ToJsonString());
        var moved = file.Text.Replace("hooks.example.com", "other.example.com", StringComparison.Ordinal);
        var elsewhere = (await platform.Admin.Post(tenant["/import"], new JsonObject { ["configuration"] = moved })).Expect(200).Json;
        Assert.Equal(["authorization", "endpoint"], elsewhere["secretsToBind"]?.AsArray().Select(path => (string?)path).Order());
    }

    [Fact]
    public async Task Format_ThatIsNone_IsRefused() =>
        (await platform.Admin.Get((await platform.NewTenant())["/export?format=xml"])).ExpectProblem(400, "invalid_request", "format");

    private async Task<string> ExportAfterActivation(HostedTenant tenant, string format)
    {
        await tenant.Activate(1);
        return (await platform.Admin.Get(tenant[$"/export?format={format}"])).Expect(200).Text;
    }

    /// <summary>A tenant with an SMTP connector and settings of its own.</summary>
    private async Task<HostedTenant> Filled()
    {
        var tenant = await platform.NewTenant(new JsonObject
        {
            ["defaultLocale"] = "de",
            ["flows"] = new JsonArray("SignIn"),
            ["usages"] = new JsonObject { ["SignIn"] = new JsonObject { ["expiresIn"] = 300 } },
        });
        var config = new JsonObject
        {
            ["host"] = "smtp.example.com",
            ["port"] = 587,
            ["fromEmail"] = "Acme <app@example.com>",
            ["auth"] = new JsonObject { ["user"] = "ada", ["pass"] = Pass },
            ["templates"] = new JsonArray([.. new[] { "Register", "SignIn", "ForgotPassword", "Generic" }.Select(usage => (JsonNode)new JsonObject
            {
                ["usageType"] = usage,
                ["contentType"] = "text/html",
                ["subject"] = "Code: {{code}}",
                ["content"] = "<p>\n  {{code}}\n</p>\n",
            })]),
        };
        (await platform.Admin.Post(tenant["/connector/revisions"], new JsonObject { ["type"] = "smtp", ["config"] = config })).Expect(201);
        await tenant.Activate(1);
        return tenant;
    }
}
