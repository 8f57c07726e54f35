using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.MailJunky;

public sealed class MailJunkyRequestTests
{
    [Fact]
    public async Task Send_LogtoConfiguration_MakesLogtosRequest()
    {
        var request = await Request(MailJunkyForm.Logto, SampleMail.Create(content: new MailContent("Sign up", "<p>123456</p>", "123456")));

        Assert.Equal(("POST", "/api/v1/emails/send"), (request.Method, request.Target));
        Assert.Equal(("Bearer mj_live_secret", "application/json"), (request.Headers["Authorization"], request.Headers["Content-Type"]));
        Same("""{ "from": "Example <no-reply@example.com>", "to": "ada@example.net", "subject": "Sign up", "html": "<p>123456</p>", "text": "123456" }""", request);
    }

    [Fact]
    public async Task Send_TextAlone_HasNoHtml() => Same(
        """{ "from": "Example <no-reply@example.com>", "to": "ada@example.net", "subject": "s", "text": "t" }""",
        await Request(MailJunkyForm.Logto, SampleMail.Create(content: new MailContent("s", null, "t"))));

    [Theory]
    [InlineData(null, null, "Sender <no-reply@example.com>", "Help <help@example.com>")]
    [InlineData("Team", "Ada <ada@example.com>", "Team <no-reply@example.com>", "Ada <ada@example.com>")]
    [InlineData("\"Team, A\" <team@example.com>", null, "\"Team, A\" <team@example.com>", "Help <help@example.com>")]
    [InlineData("b@elsewhere.example", null, "Sender <no-reply@example.com>", "Help <help@example.com>")]
    public async Task Send_SenderAndReplyTo_TheTemplatesGoFirst(string? name, string? replyTo, string from, string answers)
    {
        var mail = SampleMail.Create(content: new MailContent("s", null, "t", name)) with { ReplyTo = replyTo is null ? null : Mailbox.Parse(replyTo) };

        var request = await Request(MailJunkyForm.Everything, mail);

        Assert.Equal((from, answers), ((string?)request.Json["from"], (string?)request.Json["reply_to"]));
    }

    private static async Task<ReceivedRequest> Request(string config, Mail mail)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "id": "m1", "status": "sent" }"""));
        using var context = new ProviderContext("mailjunky", server.Url);
        await using var compiled = new MailJunkyConnector().Compile(JsonNode.Parse(config)!.AsObject(), context.Value);
        Assert.Equal(OutcomeKind.Accepted, (await compiled.SendAsync(mail, AttemptContext.Default, TestContext.Current.CancellationToken)).Kind);
        return Assert.Single(server.Requests);
    }

    private static void Same(string expected, ReceivedRequest request) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), request.Json), request.Text);
}
