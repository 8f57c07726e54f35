using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.Postmark;

public sealed class PostmarkRequestTests
{
    [Fact]
    public async Task Send_LogtoConfiguration_MakesLogtosRequest()
    {
        var request = await Request(PostmarkForm.Logto, SampleMail.Create() with { Content = null });

        Assert.Equal(("POST", "/email/withTemplate"), (request.Method, request.Target));
        Assert.Equal("token-secret", request.Headers["X-Postmark-Server-Token"]);
        Assert.Equal("application/json", request.Headers["Accept"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Same("""{ "From": "noreply@example.com", "TemplateAlias": "logto-sign-in", "To": "ada@example.net", "TemplateModel": { "code": "123456" } }""", request);
    }

    [Fact]
    public async Task Send_UsageWithoutEntry_TakesGenericsTemplate()
    {
        var request = await Request(PostmarkForm.Logto, SampleMail.Create() with { Content = null, UsageType = UsageType.MfaVerification });

        Assert.Equal("logto-generic", (string?)request.Json["TemplateAlias"]);
    }

    // https://postmarkapp.com/developer/api/email-api (2026-11-20): the members of the documented example, with one recipient.
    [Fact]
    public async Task Send_Everything_IsPostmarksMessage()
    {
        var mail = SampleMail.Create(content: new MailContent("Test", "<b>Hello</b> <img src=\"cid:image.jpg\"/>", "Hello", "Support")) with
        {
            ReplyTo = Mailbox.Parse("Reply <reply@example.com>"),
            Headers = [KeyValuePair.Create("X-Custom", "value")],
            Attachments =
            [
                new Attachment("readme.txt", "text/plain", Encoding.ASCII.GetBytes("test content")),
                new Attachment("image.jpg", "image/jpeg", new byte[] { 1, 2, 3 }, "image.jpg"),
            ],
        };

        var request = await Request(PostmarkForm.Everything, mail);

        Assert.Equal("/email", request.Target);
        Same(
            """
            {
              "From": "Support <no-reply@example.com>", "To": "ada@example.net", "Subject": "Test", "ReplyTo": "Reply <reply@example.com>",
              "HtmlBody": "<b>Hello</b> <img src=\"cid:image.jpg\"/>", "TextBody": "Hello",
              "MessageStream": "outbound", "Tag": "login", "Metadata": { "team": "identity" }, "TrackOpens": false, "TrackLinks": "None",
              "Headers": [{ "Name": "X-Custom", "Value": "value" }],
              "Attachments": [
                { "Name": "readme.txt", "Content": "dGVzdCBjb250ZW50", "ContentType": "text/plain" },
                { "Name": "image.jpg", "Content": "AQID", "ContentType": "image/jpeg", "ContentID": "cid:image.jpg" }
              ]
            }
            """,
            request);
    }

    [Theory]
    [InlineData("""{ "serverToken": "t", "fromEmail": "Example <a@example.com>" }""", null, "Example <a@example.com>")]
    [InlineData("""{ "serverToken": "t", "fromEmail": "Example <a@example.com>", "fromName": "Ada, \"B\"" }""", null, "\"Ada, \\\"B\\\"\" <a@example.com>")]
    [InlineData("""{ "serverToken": "t", "fromEmail": "a@example.com" }""", "b@elsewhere.example", "a@example.com")]
    [InlineData("""{ "serverToken": "t", "fromEmail": "a@example.com" }""", "Team <b@example.com>", "Team <b@example.com>")]
    public async Task Send_Sender_IsTheConfiguredOneWithTheTemplatesName(string config, string? name, string expected)
    {
        var request = await Request(config, SampleMail.Create(content: new MailContent("s", null, "t", name)));

        Assert.Equal(expected, (string?)request.Json["From"]);
    }

    [Fact]
    public async Task Send_TemplateAtPostmark_CarriesTheRestToo()
    {
        var request = await Request(PostmarkForm.Everything, SampleMail.Create("ada@bücher.example") with { Content = null, UsageType = UsageType.Register });

        Assert.Equal("Help <help@example.com>", (string?)request.Json["ReplyTo"]);
        Assert.Equal("outbound", (string?)request.Json["MessageStream"]);
        Assert.Equal("ada@xn--bcher-kva.example", (string?)request.Json["To"]);
        Assert.Null(request.Json["Subject"]);
    }

    [Fact]
    public async Task Send_NothingToRenderWith_IsRefusedUnsent()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200));

        var outcome = await Send(server, PostmarkForm.Minimal, SampleMail.Create() with { Content = null });

        Assert.Equal((OutcomeKind.Rejected, "template_not_found"), (outcome.Kind, outcome.Code));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Test_BadToken_IsFoundWithoutSending()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(401, """{ "ErrorCode": 10, "Message": "Bad token" }"""));
        var stages = new StageLog(TimeProvider.System);

        var outcome = await Send(server, PostmarkForm.Minimal, SampleMail.Create(), new AttemptContext(stages, StopBeforeContent: true));

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector, "401 10"), (outcome.Kind, outcome.Scope, outcome.Code));
        Assert.Equal("GET /server", $"{server.Requests.Single().Method} {server.Requests.Single().Target}");
        Assert.Contains(stages.Results, stage => stage is { Stage: Stage.Auth, Ok: false });
    }

    private static async Task<ReceivedRequest> Request(string config, Mail mail)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "ErrorCode": 0, "MessageID": "m1" }"""));
        Assert.Equal(OutcomeKind.Accepted, (await Send(server, config, mail)).Kind);
        return Assert.Single(server.Requests);
    }

    private static async Task<Outcome> Send(ScriptedHttpServer server, string config, Mail mail, AttemptContext? attempt = null)
    {
        using var context = new ProviderContext("postmark", server.Url);
        await using var compiled = new PostmarkConnector().Compile(JsonNode.Parse(config)!.AsObject(), context.Value);
        return await compiled.SendAsync(mail, attempt ?? AttemptContext.Default, TestContext.Current.CancellationToken);
    }

    private static void Same(string expected, ReceivedRequest request) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), request.Json), request.Text);
}
