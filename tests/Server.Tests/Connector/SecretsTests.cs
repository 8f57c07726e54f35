using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Server.Connector;

/// <summary>Secrets go in, never out.</summary>
public sealed class SecretsTests(HostedPlatform platform)
{
    private const string Password = "marked-password-4711";
    private const string Header = "marked-header-4712";
    private const string Other = "marked-password-4713";

    [Fact]
    public async Task Secret_StandsInNoAnswer()
    {
        var tenant = await platform.NewTenant();
        var answers = new List<Answer>();

        // Nobody listens on the port: the test and the message fail, and tell why.
        var config = Config(LoopbackPort.Next());
        answers.Add((await Add(tenant, config)).Expect(201));
        var wrong = config.DeepClone().AsObject();
        wrong["surprise"] = Password;
        answers.Add((await Add(tenant, wrong)).ExpectProblem(422, "invalid_config", "config.surprise"));
        wrong = config.DeepClone().AsObject();
        wrong["auth"] = new JsonObject { ["user"] = "ada", ["pass"] = new JsonArray(Password) };
        answers.Add((await Add(tenant, wrong)).ExpectProblem(422, "invalid_config"));
        config["auth"] = new JsonObject { ["user"] = "ada", ["pass"] = Other };
        answers.Add((await Add(tenant, config)).Expect(201));
        var test = new JsonObject { ["to"] = "ada@example.com" };
        answers.Add((await platform.Admin.Post(tenant["/connector/revisions/1/test"], test.DeepClone())).Expect(200));
        test["type"] = "smtp";
        test["config"] = config.DeepClone();
        answers.Add((await platform.Admin.Post(tenant["/connector/test"], test)).Expect(200));
        await tenant.Activate(1);
        answers.Add((await platform.Admin.Post(tenant["/messages"], HostedTenant.Message(), ("Prefer", "wait=1"))).Expect(200));
        string[] reads =
        [
            "", "/keys", "/audit", "/connector", "/connector/revisions", "/connector/revisions/1", "/connector/revisions/2",
            "/connector/revisions/1/diff/2", "/connector/receipts", "/messages", $"/messages/{answers[^1].Json["id"]}", "/mailbox",
        ];
        foreach (var read in reads)
        {
            answers.Add((await platform.Admin.Get(tenant[read])).Expect(200));
        }

        // What is asked for is in there, only not the secrets.
        Assert.Contains(answers, answer => answer.Text.Contains("config.auth.pass", StringComparison.Ordinal) || answer.Text.Contains("auth.pass", StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.All(Spellings(), spelling => Assert.DoesNotContain(spelling, answer.Text, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Secret_AsItReads_CanBePostedBack()
    {
        var tenant = await platform.NewTenant();
        var first = (await Add(tenant, Config(2525))).Expect(201).Json;
        var shown = first["config"]?["auth"]?["pass"];
        Assert.Equal(1, (int?)shown?["keep"]);
        Assert.False(string.IsNullOrEmpty((string?)shown?["fingerprint"]));

        var again = (await Add(tenant, first["config"]?.DeepClone())).Expect(201).Json;

        Assert.Equal((string?)first["hash"], (string?)again["hash"]);
        Assert.Equal((string?)shown?["fingerprint"], (string?)again["config"]?["auth"]?["pass"]?["fingerprint"]);
    }

    [Theory]
    [InlineData("host", "\"localhost\"")]
    [InlineData("port", "2587")]
    public async Task SecretKept_ForAnotherPlace_Answers422(string member, string value)
    {
        var tenant = await platform.NewTenant();
        var config = (await Add(tenant, Config(2525))).Expect(201).Json["config"]?.DeepClone();
        Assert.NotNull(config);
        config[member] = JsonNode.Parse(value);

        var problem = (await Add(tenant, config)).ExpectProblem(422, "secret_rebind_required");

        Assert.Contains("config.auth.pass", problem.Paths);
    }

    [Fact]
    public async Task SecretKept_OfARevisionThatIsNotThere_IsRefused()
    {
        var tenant = await platform.NewTenant();
        var config = Config(2525);
        config["auth"] = new JsonObject { ["user"] = "ada", ["pass"] = new JsonObject { ["keep"] = 7 } };

        (await Add(tenant, config)).ExpectProblem(422, "invalid_config", "config.auth.pass");
    }

    [Fact]
    public async Task SecretKept_OfAnotherTenant_IsRefused()
    {
        var (one, two) = (await platform.NewTenant(), await platform.NewTenant());
        var config = (await Add(one, Config(2525))).Expect(201).Json["config"]?.DeepClone();

        (await Add(two, config)).ExpectProblem(422, "invalid_config", "config.auth.pass");
    }

    private Task<Answer> Add(HostedTenant tenant, JsonNode? config) =>
        platform.Admin.Post(tenant["/connector/revisions"], new JsonObject { ["type"] = "smtp", ["config"] = config?.DeepClone() });

    private static JsonObject Config(int port) => new()
    {
        ["host"] = "127.0.0.1",
        ["port"] = port,
        ["fromEmail"] = "no-reply@example.com",
        ["auth"] = new JsonObject { ["user"] = "ada", ["pass"] = Password },
        ["customHeaders"] = new JsonObject { ["X-Marked"] = Header },
        ["templates"] = new JsonArray([.. new[] { "Register", "SignIn", "ForgotPassword", "Generic" }.Select(usage => (JsonNode)new JsonObject
        {
            ["usageType"] = usage, ["contentType"] = "text/plain", ["subject"] = "Code", ["content"] = "{{code}}",
        })]),
    };

    /// <summary>The secrets as they are, and as AUTH would carry them.</summary>
    private static IEnumerable<string> Spellings() => new[] { Password, Header, Other }.SelectMany(secret => new[]
    {
        secret,
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\0ada\0{secret}"))),
        Convert.ToHexString(Encoding.UTF8.GetBytes(secret)),
    });
}
