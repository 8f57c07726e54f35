using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;
using EmailPlatform.TestKit.Http;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.SendGrid;

public sealed class SendGridRequestTests
{
    [Fact]
    public async Task Send_LogtoConfiguration_MakesLogtosRequest()
    {
        var request = await Request(SendGridForm.Logto, SampleMail.Create(content: new MailContent("Logto SignIn Template", null, "Your verification code is 123456.")));

        Assert.Equal(("POST", "/v3/mail/send"), (request.Method, request.Target));
        Assert.Equal("Bearer SG.key-secret", request.Headers["Authorization"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Same(
            """
            {
              "personalizations": [{ "to": [{ "email": "ada@example.net" }] }],
              "from": { "email": "noreply@example.com", "name": "Logto" },
              "subject": "Logto SignIn Template",
              "content": [{ "type": "text/plain", "value": "Your verification code is 123456." }]
            }
            """,
            request);
    }

    // The members of the documented example, with one recipient: https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send (2026-11-20).
    [Fact]
    public async Task Send_Everything_IsSendGridsMessage()
    {
        var mail = SampleMail.Create("ada@bücher.example", new MailContent("Hello, World!", "<p>Heya!</p>", "Heya!", "Support")) with
        {
            ReplyTo = Mailbox.Parse("Reply <reply@example.com>"),
            Headers = [KeyValuePair.Create("X-Custom", "a"), KeyValuePair.Create("x-custom", "b")],
            Attachments =
            [
                new Attachment("index.html", "text/html", Encoding.ASCII.GetBytes("test content")),
                new Attachment("image.jpg", "image/jpeg", new byte[] { 1, 2, 3 }, "<image@1>"),
            ],
        };

        Same(
            """
            {
              "personalizations": [{ "to": [{ "email": "ada@xn--bcher-kva.example" }] }],
              "from": { "email": "no-reply@example.com", "name": "Support" },
              "reply_to": { "email": "reply@example.com", "name": "Reply" },
              "subject": "Hello, World!",
              "content": [{ "type": "text/plain", "value": "Heya!" }, { "type": "text/html", "value": "<p>Heya!</p>" }],
              "attachments": [
                { "content": "dGVzdCBjb250ZW50", "type": "text/html", "filename": "index.html", "disposition": "attachment" },
                { "content": "AQID", "type": "image/jpeg", "filename": "image.jpg", "disposition": "inline", "content_id": "image@1" }
              ],
              "headers": { "X-Custom": "b" },
              "categories": ["login", "code"],
              "custom_args": { "team": "identity" }
            }
            """,
            await Request(SendGridForm.Everything, mail));
    }

    [Theory]
    [InlineData("Register", "d-0123456789abcdef0123456789abcdef")]
    [InlineData("BindMfa", "d-00000000000000000000000000000000")]
    public async Task Send_DynamicTemplate_GetsThePayload(string usage, string id)
    {
        var request = await Request(SendGridForm.Everything, SampleMail.Create() with { Content = null, UsageType = UsageType.Parse(usage) });

        Assert.Equal(id, (string?)request.Json["template_id"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "code": "123456" }"""), request.Json["personalizations"]![0]!["dynamic_template_data"]));
        Assert.Equal("Example, Inc.", (string?)request.Json["from"]!["name"]);
        Assert.Equal("help@example.com", (string?)request.Json["reply_to"]!["email"]);
        Assert.Null(request.Json["content"]);
        Assert.Null(request.Json["subject"]);
    }

    [Theory]
    [InlineData(null, "api.sendgrid.com"), InlineData("global", "api.sendgrid.com"), InlineData("eu", "api.eu.sendgrid.com")]
    public async Task Send_Region_DecidesTheHost(string? region, string host)
    {
        var asked = new List<string>();
        using var http = new HttpMessageInvoker(new Recording(asked));
        using var providers = new ProviderHttp(IsolatedContext.Create().Network, new NetworkOptions(), http, ProviderEndpoints.None);
        var config = JsonNode.Parse(SendGridForm.Minimal)!.AsObject();
        config["region"] = region;
        await using var compiled = new SendGridConnector().Compile(config, IsolatedContext.Create() with { Providers = providers });

        await compiled.SendAsync(SampleMail.Create(), AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal([$"https://{host}/v3/mail/send"], asked);
    }

    [Theory]
    [InlineData("30", null, 30), InlineData("7200", null, 3600), InlineData("-5", null, null), InlineData("later", null, null), InlineData("99999999999999", null, null)]
    [InlineData("30", "10", 10)]
    public async Task Send_Throttled_WaitsForTheLimitToBeginAnew(string reset, string? retryAfter, int? seconds)
    {
        var time = new ManualTime();
        var at = int.TryParse(reset, out var offset) ? (time.GetUtcNow().ToUnixTimeSeconds() + offset).ToString(System.Globalization.CultureInfo.InvariantCulture) : reset;
        var headers = new List<KeyValuePair<string, string>> { KeyValuePair.Create("X-RateLimit-Reset", at) };
        if (retryAfter is not null)
        {
            headers.Add(KeyValuePair.Create("Retry-After", retryAfter));
        }

        await using var server = new ScriptedHttpServer(HttpAnswer.Of(429, """{ "errors": [{ "field": null, "message": "too many requests" }] }""", [.. headers]));

        var outcome = await Send(server, SendGridForm.Minimal, SampleMail.Create(), time: time);

        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, outcome.RetryAfter);
    }

    [Fact]
    public async Task Send_ErrorWithAnId_KeepsIt()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(400, """{ "errors": [{ "field": "subject", "message": "The subject is required." }], "id": "e-1" }"""));

        Assert.Equal("The subject is required. (request e-1)", (await Send(server, SendGridForm.Minimal, SampleMail.Create())).Reply);
    }

    [Fact]
    public async Task Test_BadKey_IsFoundWithoutSending()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(401, """{ "errors": [{ "field": null, "message": "authorization required" }] }"""));
        var stages = new StageLog(TimeProvider.System);

        var outcome = await Send(server, SendGridForm.Minimal, SampleMail.Create(), new AttemptContext(stages, StopBeforeContent: true));

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector, "401"), (outcome.Kind, outcome.Scope, outcome.Code));
        Assert.Equal("GET /v3/scopes", $"{server.Requests.Single().Method} {server.Requests.Single().Target}");
        Assert.Contains(stages.Results, stage => stage is { Stage: Stage.Auth, Ok: false });
    }

    private static async Task<ReceivedRequest> Request(string config, Mail mail)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(202));
        Assert.Equal(OutcomeKind.Accepted, (await Send(server, config, mail)).Kind);
        return Assert.Single(server.Requests);
    }

    private static async Task<Outcome> Send(ScriptedHttpServer server, string config, Mail mail, AttemptContext? attempt = null, TimeProvider? time = null)
    {
        using var context = new ProviderContext("sendgrid", server.Url, time: time);
        await using var compiled = new SendGridConnector().Compile(JsonNode.Parse(config)!.AsObject(), context.Value);
        return await compiled.SendAsync(mail, attempt ?? AttemptContext.Default, TestContext.Current.CancellationToken);
    }

    private static void Same(string expected, ReceivedRequest request) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), request.Json), request.Text);

    private sealed class Recording(List<string> asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add(request.RequestUri?.AbsoluteUri ?? "");
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Accepted));
        }
    }
}
