using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Pretend;

namespace EmailPlatform.Connectors.Configuration;

public sealed class KeptSecretTests
{
    private static readonly PretendConnector Connector = new();

    private static JsonObject Third => JsonNode.Parse("""
        {
          "host": "mail.example.com",
          "login": { "user": "ada", "pass": "s3cret", "url": "https://tokens.example.com/get?key=k3y" },
          "headers": { "X.Key": ["h1", "h2"] }
        }
        """)!.AsObject();

    [Fact]
    public void Keep_WithTheSameDestination_TakesTheValues()
    {
        var reading = Read("""
            {
              "host": "mail.example.com",
              "port": "587",
              "login": { "user": "grace", "pass": { "keep": 3, "fingerprint": "f" }, "url": { "keep": 3, "display": "https://tokens.example.com/get" } },
              "headers": { "X.Key": [{ "keep": 3 }, "new"] }
            }
            """);

        Assert.Empty(reading.Report.Errors);
        Assert.Equal(
            """{"host":"mail.example.com","port":587,"login":{"user":"grace","pass":"s3cret","url":"https://tokens.example.com/get?key=k3y"},"headers":{"X.Key":["h1","new"]}}""",
            reading.Stored?.ToJsonString());
    }

    [Theory]
    [InlineData("""{ "host": "evil.example.com", "login": { "user": "ada", "pass": { "keep": 3 }, "url": { "keep": 3 } } }""", "host")]
    [InlineData("""{ "host": "mail.example.com", "port": 25, "login": { "user": "ada", "pass": { "keep": 3 }, "url": { "keep": 3 } } }""", "port")]
    [InlineData("""{ "host": "mail.example.com", "login": { "user": "ada", "pass": { "keep": 3 } } }""", "login.url")]
    [InlineData("""{ "host": "mail.example.com", "login": { "user": "ada", "pass": { "keep": 3 }, "url": "https://tokens.example.com/get?key=other" } }""", "login.url")]
    public void Keep_WithAnotherDestination_MustBeGivenAgain(string json, string member)
    {
        var error = Assert.Single(Read(json).Report.Errors);

        Assert.Equal(("login.pass", "secret_rebind_required"), (error.Path, error.Code));
        Assert.Contains(member, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "keep": 4 }""", "secret_not_found")]
    [InlineData("""{ "keep": 0 }""", "wrong_type")]
    [InlineData("""{ "keep": "3" }""", "wrong_type")]
    [InlineData("""{ "fingerprint": "f" }""", "wrong_type")]
    public void Keep_ThatNamesNothing_IsRefused(string reference, string code)
    {
        var reading = Read($$"""{ "host": "mail.example.com", "login": { "user": "ada", "url": { "keep": 3 }, "pass": {{reference}} } }""");

        Assert.Equal(("login.pass", code), Assert.Single(reading.Report.Errors.Select(error => (error.Path, error.Code))));
    }

    [Fact]
    public void Keep_OfWhatIsNoSecret_IsRefused() =>
        Assert.Equal(["host"], Read("""{ "host": { "keep": 3 } }""").Report.Errors.Select(error => error.Path));

    [Fact]
    public void Redact_EveryLeaf_IsReplacedAndNothingElse()
    {
        var leaves = new List<SecretLeaf>();
        var redacted = Connector.Redact(Third, leaf =>
        {
            leaves.Add(leaf);
            return "•";
        });

        Assert.Equal(["login.pass", "login.url", "headers['X.Key'][0]", "headers['X.Key'][1]"], leaves.Select(leaf => leaf.Path));
        Assert.Equal("https://tokens.example.com/get", leaves[1].Display);
        Assert.Equal(["s3cret", "https://tokens.example.com/get?key=k3y", "h1", "h2"], leaves.Select(leaf => leaf.Value.Reveal()));
        Assert.Equal(
            """{"host":"mail.example.com","login":{"user":"ada","pass":"•","url":"•"},"headers":{"X.Key":["•","•"]}}""",
            redacted.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public void Redact_MemberOfAnotherVersion_IsTakenForASecret()
    {
        var stored = JsonNode.Parse("""{ "host": "h", "token": { "value": "old", "port": 1 } }""")!.AsObject();

        Assert.Equal("""{"host":"h","token":{"value":"*","port":1}}""", Connector.Redact(stored, _ => "*").ToJsonString());
    }

    private static ConfigReading Read(string json) =>
        Connector.Read(JsonDocument.Parse(json).RootElement, new FakeRevisions((3, "pretend", Third)), new ConnectorPermissions());
}
