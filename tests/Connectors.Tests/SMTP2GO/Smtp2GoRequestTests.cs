using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.SMTP2GO;

public sealed class Smtp2GoRequestTests
{
    [Fact]
    public async Task Send_LogtoConfiguration_MakesLogtosRequestWithTheKeyInItsHeader()
    {
        var mail = SampleMail.Create(content: new MailContent("Sign in", null, "Your code is 123456.")) with { ReplyTo = Mailbox.Parse("Help <help@example.com>") };

        var request = await Request(Smtp2GoForm.Logto, mail);

        Assert.Equal(("POST", "/v3/email/send"), (request.Method, request.Target));
        Assert.Equal(("api-secret", "application/json"), (request.Headers["X-Smtp2go-Api-Key"], request.Headers["Accept"]));
        Same(
            """
            {
              "to": ["ada@example.net"], "sender": "Example <no-reply@example.com>", "subject": "Sign in", "text_body": "Your code is 123456.",
              "custom_headers": [{ "header": "Reply-To", "value": "Help <help@example.com>" }]
            }
            """,
            request);
    }

    [Fact]
    public async Task Send_Everything_IsSmtp2GosMessage()
    {
        var mail = SampleMail.Create("ada@bücher.example", new MailContent("Test", "<img src=\"cid:logo\"/>", "Test", "Team")) with
        {
            Headers = [KeyValuePair.Create("X-Custom", "value")],
            Attachments = [new Attachment("a.txt", "text/plain", new byte[] { 1, 2, 3 }), new Attachment("logo.png", "image/png", new byte[] { 4 }, "<logo>")],
        };

        var request = await Request(Smtp2GoForm.Everything, mail);

        Same(
            """
            {
              "to": ["ada@xn--bcher-kva.example"], "sender": "Team <no-reply@example.com>", "subject": "Test", "html_body": "<img src=\"cid:logo\"/>", "text_body": "Test",
              "custom_headers": [{ "header": "Reply-To", "value": "Help <help@example.com>" }, { "header": "X-Custom", "value": "value" }],
              "attachments": [{ "filename": "a.txt", "fileblob": "AQID", "mimetype": "text/plain" }],
              "inlines": [{ "filename": "logo", "fileblob": "BA==", "mimetype": "image/png" }]
            }
            """,
            request);
    }

    [Fact]
    public async Task Send_SenderNameThatNeedsQuotes_GetsThem() =>
        Assert.Equal("\"Example, Inc.\" <no-reply@example.com>", (string?)(await Request(Smtp2GoForm.Everything, SampleMail.Create())).Json["sender"]);

    private static async Task<ReceivedRequest> Request(string config, Mail mail)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "data": { "succeeded": 1, "failed": 0, "email_id": "m1" } }"""));
        using var context = new ProviderContext("smtp2go", server.Url);
        await using var compiled = new Smtp2GoConnector().Compile(JsonNode.Parse(config)!.AsObject(), context.Value);
        Assert.Equal(OutcomeKind.Accepted, (await compiled.SendAsync(mail, AttemptContext.Default, TestContext.Current.CancellationToken)).Kind);
        return Assert.Single(server.Requests);
    }

    private static void Same(string expected, ReceivedRequest request) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), request.Json), request.Text);
}
