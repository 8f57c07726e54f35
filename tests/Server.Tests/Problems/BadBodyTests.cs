using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Problems;

/// <summary>Bodies that are wrong before anybody looks at what they say.</summary>
public sealed class BadBodyTests(HostedPlatform platform)
{
    /// <summary>Bodies that may be left away, because all that they say has a default.</summary>
    private static readonly string[] Optional = ["ActivateRevision", "RollBackConnector", "CopyTemplate"];

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("{")]
    [InlineData("{ \"id\": \"a\", }")]
    [InlineData("{ 'id': 'a' }")]
    [InlineData("{} {}")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{ \"surprise\": true }")]
    [InlineData("{ \"surprise\": 1, \"surprise\": 2 }")]
    public async Task Body_ThatIsNotTheObjectAskedFor_Answers400Everywhere(string body)
    {
        var tenant = await platform.NewTenant();

        foreach (var operation in await WithBody(tenant))
        {
            var answer = await platform.Admin.Send(operation.Method, operation.Path, body);
            var isLeftAway = body == "null" && operation.TakesNoBody;
            Assert.True(answer.Status == 400 || isLeftAway, $"{operation.Name}: {answer.Status} {answer.Text}");
            if (!isLeftAway)
            {
                answer.ExpectProblem(400, "invalid_request");
            }
        }
    }

    [Fact]
    public async Task Body_ThatIsMissing_Answers400()
    {
        var tenant = await platform.NewTenant();

        foreach (var operation in await WithBody(tenant))
        {
            if (!operation.TakesNoBody)
            {
                var none = await platform.Admin.Send(operation.Method, operation.Path);
                Assert.True(none.Status is 400 or 415, $"{operation.Name}: {none.Status} {none.Text}");
                (await platform.Admin.Send(operation.Method, operation.Path, "")).ExpectProblem(400, "invalid_request");
            }
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task Body_OfAnotherContentType_Answers415(string type)
    {
        var tenant = await platform.NewTenant();
        var key = await tenant.Key(HostedTenant.AllScopes);

        foreach (var operation in await WithBody(tenant))
        {
            var caller = ScopeTable.Operations[operation.Name] == ScopeTable.Admin ? platform.Admin : key;
            var body = operation.Operation.Example?.ToJsonString() ?? "{}";
            var answer = await caller.Send(operation.Method, operation.Path, new StringContent(body, Encoding.UTF8, type));
            Assert.True(answer.Status == 415, $"{operation.Name}: {answer.Status} {answer.Text}");
            answer.ExpectProblem(415, "unsupported_media_type");
        }
    }

    [Fact]
    public async Task Body_ThatIsNotUtf8_Answers400()
    {
        var content = new ByteArrayContent([(byte)'{', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        (await platform.Admin.Send(HttpMethod.Post, "/api/tenants", content)).ExpectProblem(400, "invalid_request");
    }

    [Theory]
    [InlineData("/messages", """{ "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "\ud800" } }""", "payload")]
    [InlineData("/messages", """{ "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "1", "user": [{ "name": "a\udc00" }] } }""", "payload")]
    [InlineData("/messages", """{ "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "1", "\ud800": "name" } }""", "payload")]
    [InlineData("/messages", """{ "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "1" }, "metadata": { "a": "\ud800" } }""", "metadata")]
    [InlineData("/messages", """{ "to": "\ud800@example.com", "usageType": "SignIn", "payload": { "code": "1" } }""", "to")]
    [InlineData("/connector/revisions", """{ "type": "mailbox", "config": { "fromName": "\ud800" } }""", "config")]
    public async Task Text_WithHalfACharacter_Answers400(string path, string body, string where)
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();

        (await platform.Admin.Send(HttpMethod.Post, tenant[path], body)).ExpectProblem(400, "invalid_request", where);
    }

    [Fact]
    public async Task TextInAPayload_ThatIsNotUtf8_Answers400()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        byte[] body =
        [
            .. Encoding.UTF8.GetBytes("""{ "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "1", "name": " """),
            0xC3, 0x28,
            .. Encoding.UTF8.GetBytes("\" } }"),
        ];
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        (await platform.Admin.Send(HttpMethod.Post, tenant["/messages"], content)).ExpectProblem(400, "invalid_request");
    }

    [Fact]
    public async Task Body_NestedDeeperThan16_Answers400()
    {
        var tenant = await platform.NewTenant();

        foreach (var operation in await WithBody(tenant))
        {
            var body = $$"""{ "config": {{Nested(16)}} }""";
            (await platform.Admin.Send(operation.Method, operation.Path, body)).ExpectProblem(400, "invalid_request");
        }
    }

    [Fact]
    public async Task Payload_NestedTo16Levels_IsTakenAndTo17Answers400()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();

        (await platform.Admin.Send(HttpMethod.Post, tenant["/messages"], Message(14))).Expect(202);
        (await platform.Admin.Send(HttpMethod.Post, tenant["/messages"], Message(15))).ExpectProblem(400, "invalid_request");

        // The message is one level, its payload another.
        static string Message(int levels) => $$$"""{ "to": "ada@example.com", "usageType": "SignIn", "payload": { "code": "1", "deep": {{{Nested(levels)}}} } }""";
    }

    [Theory]
    [InlineData("/messages", """{ "to": "a@example.com", "to": "b@example.com", "usageType": "SignIn", "payload": { "code": "1" } }""", "to")]
    [InlineData("/messages", """{ "to": "a@example.com", "usageType": "SignIn", "payload": { "code": "1", "code": "2" } }""", "payload")]
    [InlineData("/messages", """{ "to": "a@example.com", "usageType": "SignIn", "payload": { "code": "1", "user": { "name": "a", "name": "b" } } }""", "payload")]
    [InlineData("/messages", """{ "to": "a@example.com", "usageType": "SignIn", "payload": { "code": "1" }, "metadata": { "a": 1, "a": 2 } }""", "metadata")]
    [InlineData("/messages", """{ "to": "a@example.com", "usageType": "SignIn", "payload": { "code": "1" }, "headers": { "X-A": "1", "X-A": "2" } }""", "headers")]
    [InlineData("/messages", """{ "to": "a@example.com", "usageType": "SignIn", "payload": { "code": "1", "c\u006fde": "2" } }""", "payload")]
    [InlineData("/connector/revisions", """{ "type": "mailbox", "type": "smtp", "config": {} }""", "type")]
    [InlineData("/connector/revisions", """{ "type": "mailbox", "config": { "fromEmail": "a@example.com", "fromEmail": "b@example.com" } }""", "config")]
    [InlineData("/connector/revisions", """{ "type": "smtp", "config": { "host": "smtp.example.com", "auth": { "user": "a", "pass": "b", "pass": "c" } } }""", "config")]
    [InlineData("/connector/test", """{ "type": "mailbox", "config": { "fromName": "a", "fromName": "b" }, "to": "a@example.com", "send": false }""", "config")]
    [InlineData("/keys", """{ "name": "a", "name": "b", "scopes": ["keys"] }""", "name")]
    public async Task Member_ThatStandsTwice_Answers400(string path, string body, string where)
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();

        var answer = (await platform.Admin.Send(HttpMethod.Post, tenant[path], body)).ExpectProblem(400, "invalid_request");

        Assert.StartsWith(where, Assert.Single(answer.Paths), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "a", "name": "b" }""")]
    [InlineData("""{ "usages": { "SignIn": { "expiresIn": 60, "expiresIn": 90 } } }""")]
    [InlineData("""{ "usages": { "SignIn": { "expiresIn": 60 }, "SignIn": {} } }""")]
    public async Task MemberOfATenant_ThatStandsTwice_Answers400(string body)
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Send(HttpMethod.Patch, tenant[""], body)).ExpectProblem(400, "invalid_request");
        (await platform.Admin.Send(HttpMethod.Put, tenant["-other"], body)).ExpectProblem(400, "invalid_request");
    }

    [Fact]
    public async Task Body_Over1MiB_Answers413()
    {
        var tenant = await platform.NewTenant();
        var body = $$"""{ "name": "{{new string('x', 1024 * 1024)}}" }""";

        // Attachments, and a tenant's templates all together, may make these larger.
        foreach (var operation in (await WithBody(tenant)).Where(
            operation => !operation.Path.Contains("/messages", StringComparison.Ordinal) && !operation.Path.EndsWith("/import", StringComparison.Ordinal)))
        {
            var answer = await platform.Admin.Send(operation.Method, operation.Path, body);
            Assert.True(answer.Status == 413, $"{operation.Name}: {answer.Status} {answer.Text}");
            answer.ExpectProblem(413, "payload_too_large");
        }
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api")]
    [InlineData("/api/nothing")]
    [InlineData("/api/tenants/x/nothing")]
    [InlineData("/openapi/v2.json")]
    public async Task Address_OfNothing_Answers404(string path)
    {
        (await platform.Admin.Get(path)).ExpectProblem(404, "not_found");
        (await platform.Client(null).Get(path)).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Method_ThatIsNotForTheAddress_Answers405WithWhatIs()
    {
        var tenant = await platform.NewTenant();
        Api[] callers = [platform.Admin, await tenant.Key(HostedTenant.AllScopes), await tenant.Key("keys"), platform.Client(null)];

        foreach (var caller in callers)
        {
            var answer = (await caller.Send(HttpMethod.Put, tenant["/messages"], "{}")).ExpectProblem(405, "method_not_allowed");
            Assert.Equal(["GET", "POST"], answer.ContentHeaders.Allow.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("secret-value-1", """{ "type": "smtp", "config": { "host": 5, "auth": { "user": "a", "pass": "secret-value-1" } } }""")]
    [InlineData("secret-value-2", """{ "type": "smtp", "config": { "auth": { "pass": "secret-value-2", "pass": "secret-value-2" } } }""")]
    [InlineData("secret-value-3", """{ "type": "smtp", "config": { "auth": { "pass": "secret-value-3" """)]
    [InlineData("secret-value-4", """{ "type": ["secret-value-4"], "config": {} }""")]
    public async Task Problem_NeverQuotesWhatWasSent(string secret, string body)
    {
        var tenant = await platform.NewTenant();

        var answer = await platform.Admin.Send(HttpMethod.Post, tenant["/connector/revisions"], body);

        Assert.InRange(answer.Status, 400, 422);
        Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal);
    }

    private static string Nested(int levels) => string.Concat(Enumerable.Repeat("[", levels)) + string.Concat(Enumerable.Repeat("]", levels));

    /// <summary>Every operation that takes a body, with its address on this tenant.</summary>
    private async Task<IReadOnlyList<Addressed>> WithBody(HostedTenant tenant) =>
    [
        .. (await Operation.All(platform))
            .Where(operation => operation.Description["requestBody"] is JsonObject)
            .Select(operation => new Addressed(
                operation,
                operation.Path.Replace("{tenant}", tenant.Id, StringComparison.Ordinal).Replace("{revision}", "1", StringComparison.Ordinal))),
    ];

    private sealed record Addressed(Operation Operation, string Path)
    {
        public string Name => Operation.Name;

        public HttpMethod Method => Operation.Method;

        public bool TakesNoBody => Optional.Contains((string?)Operation.Description["operationId"]);
    }
}
