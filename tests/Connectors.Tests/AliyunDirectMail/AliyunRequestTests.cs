using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.Network;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.AliyunDirectMail;

public sealed class AliyunRequestTests
{
    private static readonly HttpAnswer Taken = HttpAnswer.Of(200, """{ "EnvId": "e1", "RequestId": "r1" }""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ConfigurationOfLogto_MakesTheSameRequestAndSignsIt()
    {
        var (request, _) = await Send(AliyunForm.Logto, SampleMail.Create(content: new MailContent("Your code", "<p>123456</p>", null)));

        Assert.Equal(("POST", "/", "application/x-www-form-urlencoded"), (request.Method, request.Target, request.Headers["Content-Type"]));
        var form = AliyunRequest.Form(request.Text);
        var signature = Taking(form, "Signature");
        Assert.Equal(RpcSignature.Sign("POST", form, new Secret("example-access-key-secret")), signature);
        Assert.Matches("^[0-9a-f-]{36}$", Taking(form, "SignatureNonce"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", Taking(form, "Timestamp"));
        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["Action"] = "SingleSendMail",
                ["Format"] = "json",
                ["SignatureMethod"] = "HMAC-SHA1",
                ["SignatureVersion"] = "1.0",
                ["Version"] = "2015-11-23",
                ["AccessKeyId"] = "LTAI5tExampleId",
                ["AccountName"] = "no-reply@mail.example.com",
                ["ReplyToAddress"] = "false",
                ["AddressType"] = "1",
                ["ToAddress"] = "ada@example.net",
                ["FromAlias"] = "Example",
                ["Subject"] = "Your code",
                ["HtmlBody"] = "<p>123456</p>",
                ["RegionId"] = "eu-central-1",
            },
            new SortedDictionary<string, string>(form, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Send_TextTagAndReplyTo_GoAlong()
    {
        var (request, _) = await Send(AliyunForm.Everything, SampleMail.Create());

        var form = AliyunRequest.Form(request.Text);
        Assert.Equal(("123456", "<p>123456</p>", "codes"), (form["TextBody"], form["HtmlBody"], form["TagName"]));
        Assert.Equal(("help@example.com", "Help", "false"), (form["ReplyAddress"], form["ReplyAddressAlias"], form["ReplyToAddress"]));
        Assert.Equal("小红", form["FromAlias"]);
    }

    [Fact]
    public async Task Send_ReplyToOfTheMessage_GoesBeforeTheConfigured()
    {
        var (request, _) = await Send(AliyunForm.Everything, SampleMail.Create() with { ReplyTo = Mailbox.Parse("other@bücher.example") });

        var form = AliyunRequest.Form(request.Text);
        Assert.Equal("other@xn--bcher-kva.example", form["ReplyAddress"]);
        Assert.DoesNotContain("ReplyAddressAlias", form.Keys);
    }

    [Theory]
    [InlineData("Acme", "no-reply@mail.example.com", "Acme")]
    [InlineData("Acme <hello@mail.example.com>", "hello@mail.example.com", "Acme")]
    [InlineData("Acme <hello@other.example>", "no-reply@mail.example.com", "Acme")]
    [InlineData("A name of sixteen", "no-reply@mail.example.com", "Example")]
    public async Task Send_SenderNameOfTheTemplate_ReplacesTheConfiguredWhereItFits(string senderName, string account, string alias)
    {
        var (request, _) = await Send(AliyunForm.Logto, SampleMail.Create(content: new MailContent("Your code", "<p>1</p>", "1", senderName)));

        var form = AliyunRequest.Form(request.Text);
        Assert.Equal((account, alias), (form["AccountName"], form["FromAlias"]));
    }

    [Fact]
    public async Task Send_Twice_TakesANewNonce()
    {
        var (first, _) = await Send(AliyunForm.Minimal, SampleMail.Create());
        var (second, _) = await Send(AliyunForm.Minimal, SampleMail.Create());

        Assert.NotEqual(AliyunRequest.Form(first.Text)["SignatureNonce"], AliyunRequest.Form(second.Text)["SignatureNonce"]);
    }

    [Fact]
    public async Task Send_RecipientThatIsNotAscii_IsRefusedUnsent()
    {
        await using var server = new ScriptedHttpServer(Taken);

        var outcome = await Send(server, AliyunForm.Minimal, SampleMail.Create("ünal@example.net"));

        Assert.Equal((OutcomeKind.Rejected, FaultScope.Message, "not_expressible"), (outcome.Kind, outcome.Scope, outcome.Code));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Send_SignatureThatDoesNotMatch_RepeatsNothingOfWhatWasSigned()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(
            400,
            """{ "Code": "SignatureDoesNotMatch", "RequestId": "r1", "Message": "Specified signature is not matched with our calculation. server string to sign is:POST&%2F&HtmlBody%3D%253Cp%253E" }"""));

        var outcome = await Send(server, AliyunForm.Minimal, SampleMail.Create());

        Assert.Equal("Specified signature is not matched with our calculation. (RequestId r1)", outcome.Reply);
    }

    [Fact]
    public async Task Send_Accepted_KeepsTheRequestId()
    {
        var (_, outcome) = await Send(AliyunForm.Minimal, SampleMail.Create());

        Assert.Equal(("e1", "(RequestId r1)"), (outcome.ProviderMessageId, outcome.Reply));
    }

    [Fact]
    public async Task Test_ThatStopsBeforeContent_AsksForTheAccount()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "RequestId": "r1", "UserStatus": 0 }"""));

        var outcome = await Send(server, AliyunForm.Minimal, SampleMail.Create(), new AttemptContext(StopBeforeContent: true));

        Assert.Equal("not_sent", outcome.Code);
        Assert.Equal("DescAccountSummary", AliyunRequest.Form(Assert.Single(server.Requests).Text)["Action"]);
    }

    [Theory]
    [InlineData("cn-hangzhou", "dm.aliyuncs.com"), InlineData("ap-southeast-1", "dm.ap-southeast-1.aliyuncs.com")]
    [InlineData("ap-southeast-2", "dm.ap-southeast-2.aliyuncs.com"), InlineData("eu-central-1", "dm.eu-central-1.aliyuncs.com")]
    [InlineData("us-east-1", "dm.us-east-1.aliyuncs.com")]
    public void Endpoint_OfARegion_IsTheDocumentedHost(string region, string host)
    {
        var known = Assert.Single(Enum.GetValues<AliyunRegion>(), one => one.Name() == region);

        Assert.Equal($"https://{host}/", known.Endpoint().ToString());
    }

    private static async Task<(ReceivedRequest Request, Outcome Outcome)> Send(string config, Mail mail)
    {
        await using var server = new ScriptedHttpServer(Taken);
        var outcome = await Send(server, config, mail);
        return (Assert.Single(server.Requests), outcome);
    }

    private static async Task<Outcome> Send(ScriptedHttpServer server, string config, Mail mail, AttemptContext? attempt = null)
    {
        using var context = new ProviderContext(CompiledAliyun.Type, server.Url, new NetworkOptions());
        await using var compiled = new AliyunDirectMailConnector().Compile(System.Text.Json.Nodes.JsonNode.Parse(config)!.AsObject(), context.Value);
        return await compiled.SendAsync(mail, attempt ?? AttemptContext.Default, Token);
    }

    private static string Taking(Dictionary<string, string> form, string name) =>
        form.Remove(name, out var value) ? value : throw new InvalidOperationException($"There is no {name}.");
}
