using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.AmazonSes;

public sealed class SesRequestTests
{
    private static readonly HttpAnswer Taken = HttpAnswer.Of(200, """{ "MessageId": "m1" }""", KeyValuePair.Create("x-amzn-RequestId", "r1"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ConfigurationOfLogto_MakesTheSameRequest()
    {
        var (request, outcome) = await Send(SesForm.Logto, SampleMail.Create(content: new MailContent("Your code", "<p>123456</p>", null)));

        Assert.Equal(("m1", "(RequestId r1)"), (outcome.ProviderMessageId, outcome.Reply));
        Assert.Equal(("POST", "/v2/email/outbound-emails", "application/json"), (request.Method, request.Target, request.Headers["Content-Type"]));
        Assert.Matches(@"^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\d{8}/eu-central-1/ses/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}$", request.Headers["Authorization"]);
        AssertJson(
            """
            {
              "FromEmailAddress": "Example <no-reply@example.com>",
              "Destination": { "ToAddresses": ["ada@example.net"] },
              "Content": { "Simple": { "Subject": { "Data": "Your code", "Charset": "utf8" }, "Body": { "Html": { "Data": "<p>123456</p>" } } } },
              "FromEmailAddressIdentityArn": "arn:aws:ses:eu-central-1:123456789012:identity/example.com",
              "FeedbackForwardingEmailAddress": "bounces@example.com",
              "FeedbackForwardingEmailAddressIdentityArn": "arn:aws:ses:eu-central-1:123456789012:identity/example.com",
              "ConfigurationSetName": "codes"
            }
            """,
            request);
    }

    [Fact]
    public async Task Send_TextTagsReplyToNameAndHeaders_GoAlong()
    {
        var mail = SampleMail.Create(content: new MailContent("Code für dich", "<p>ü 123456</p>", "123456")) with { Headers = [KeyValuePair.Create("X-Kind", "code")] };

        var (request, _) = await Send(SesForm.Everything, mail);

        Assert.Equal("session-token-value", request.Headers["X-Amz-Security-Token"]);
        Assert.Contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token,", request.Headers["Authorization"], StringComparison.Ordinal);
        AssertJson(
            """
            {
              "FromEmailAddress": "=?utf-8?Q?Zo=C3=AB?= <no-reply@example.com>",
              "Destination": { "ToAddresses": ["ada@example.net"] },
              "Content": { "Simple": {
                "Subject": { "Data": "Code für dich", "Charset": "utf8" },
                "Body": { "Html": { "Data": "<p>ü 123456</p>", "Charset": "UTF-8" }, "Text": { "Data": "123456" } },
                "Headers": [{ "Name": "X-Kind", "Value": "code" }]
              } },
              "ReplyToAddresses": ["Help <help@example.com>"],
              "ConfigurationSetName": "codes",
              "EmailTags": [{ "Name": "kind", "Value": "code" }, { "Name": "stage", "Value": "live" }]
            }
            """,
            request);
    }

    [Fact]
    public async Task Send_Attachment_GoesAsARawMessageOfOurs()
    {
        var mail = SampleMail.Create() with { Attachments = [new Attachment("a.txt", "text/plain", Encoding.ASCII.GetBytes("file"))] };

        var (request, _) = await Send(SesForm.Everything, mail);

        Assert.Null(request.Json["Content"]!["Simple"]);
        Assert.Null(request.Json["ReplyToAddresses"]);
        Assert.Equal("ada@example.net", (string?)request.Json["Destination"]!["ToAddresses"]![0]);
        var raw = Encoding.ASCII.GetString(Convert.FromBase64String((string)request.Json["Content"]!["Raw"]!["Data"]!));
        Assert.Contains("\r\nReply-To: Help <help@example.com>\r\n", raw, StringComparison.Ordinal);
        Assert.Contains("\r\nTo: ada@example.net\r\n", raw, StringComparison.Ordinal);
        Assert.Contains("a.txt", raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Acme", "Acme <no-reply@example.com>")]
    [InlineData("\"Acme, Inc.\" <hello@example.com>", "\"Acme, Inc.\" <hello@example.com>")]
    public async Task Send_SenderNameOfTheTemplate_ReplacesTheConfigured(string senderName, string from)
    {
        var (request, _) = await Send(SesForm.Logto, SampleMail.Create(content: new MailContent("Your code", "<p>1</p>", "1", senderName)));

        Assert.Equal(from, (string?)request.Json["FromEmailAddress"]);
    }

    [Fact]
    public async Task Send_AddressThatIsNotAscii_IsRefusedUnsent()
    {
        await using var server = new ScriptedHttpServer(Taken);

        foreach (var mail in new[] { SampleMail.Create("ünal@example.net"), SampleMail.Create() with { ReplyTo = Mailbox.Parse("ünal@example.net") } })
        {
            Assert.Equal("not_expressible", (await Send(server, SesForm.Minimal, mail)).Code);
        }

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Send_SignatureThatDoesNotMatch_RepeatsNothingOfWhatWasSigned()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(
            403, """{ "__type": "InvalidSignatureException", "message": "It does not match. The Canonical String for this request should have been 'POST x-amz-security-token:lent'" }"""));

        var outcome = await Send(server, SesForm.Minimal, SampleMail.Create());

        Assert.Equal("It does not match.", outcome.Reply);
    }

    [Fact]
    public async Task Test_ThatStopsBeforeContent_AsksForTheAccount()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "SendingEnabled": true }"""));

        var outcome = await Send(server, SesForm.Minimal, SampleMail.Create(), new AttemptContext(StopBeforeContent: true));

        Assert.Equal("not_sent", outcome.Code);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("GET", "/v2/email/account"), (request.Method, request.Target));
        Assert.Contains("SignedHeaders=host;x-amz-date,", request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_KeyThatMayOnlySend_IsAGoodOne()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(
            403, """{ "__type": "AccessDeniedException", "message": "User: x is not authorized to perform: ses:GetAccount on resource: *" }"""));
        var stages = new StageLog(TimeProvider.System);

        var outcome = await Send(server, SesForm.Minimal, SampleMail.Create(), new AttemptContext(stages, StopBeforeContent: true));

        Assert.Equal((OutcomeKind.Accepted, "not_sent"), (outcome.Kind, outcome.Code));
        Assert.Contains(stages.Results, stage => stage is { Stage: Stage.Auth, Ok: true });
    }

    [Theory]
    [InlineData("eu-central-1", "https://email.eu-central-1.amazonaws.com/"), InlineData("cn-north-1", "https://email.cn-north-1.amazonaws.com.cn/")]
    public void Host_OfARegion_IsTheDocumentedOne(string region, string host) => Assert.Equal(host, AwsHosts.Of("email", region).ToString());

    private static void AssertJson(string expected, ReceivedRequest request) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), request.Json), $"It was {request.Json}");

    private static async Task<(ReceivedRequest Request, Outcome Outcome)> Send(string config, Mail mail)
    {
        await using var server = new ScriptedHttpServer(Taken);
        var outcome = await Send(server, config, mail);
        return (Assert.Single(server.Requests), outcome);
    }

    private static async Task<Outcome> Send(ScriptedHttpServer server, string config, Mail mail, AttemptContext? attempt = null)
    {
        using var context = new ProviderContext(CompiledSes.Type, server.Url);
        await using var compiled = new AmazonSesConnector().Compile(JsonNode.Parse(config)!.AsObject(), context.Value);
        return await compiled.SendAsync(mail, attempt ?? AttemptContext.Default, Token);
    }
}
