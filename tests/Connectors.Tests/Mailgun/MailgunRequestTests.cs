using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.Mailgun;

public sealed class MailgunRequestTests
{
    private static readonly Mailbox Foo = Mailbox.Parse("Foo <foo@bar.com>");

    [Fact]
    public async Task Send_LogtoConfigurationWithContent_MakesLogtosRequest()
    {
        var content = new MailContent("123456 is your verification code", "<h1>Welcome to Logto</h1>", "Welcome to Logto.");

        var request = await Request(MailgunForm.Logto, SampleMail.Create(content: content) with { UsageType = UsageType.Register, ReplyTo = Foo });

        Assert.Equal(("POST", "/v3/example.com/messages"), (request.Method, request.Target));
        Assert.Equal($"Basic {Convert.ToBase64String("api:key-secret"u8)}", request.Headers["Authorization"]);
        Assert.Equal("application/x-www-form-urlencoded", request.Headers["Content-Type"]);
        Assert.Equal(
            [
                ("from", "Sender Name <sender@example.com>"), ("to", "ada@example.net"), ("subject", "123456 is your verification code"),
                ("h:Reply-To", "Foo <foo@bar.com>"), ("html", "<h1>Welcome to Logto</h1>"), ("text", "Welcome to Logto."),
            ],
            Form(request));
    }

    [Fact]
    public async Task Send_LogtoConfigurationWithTemplate_MakesLogtosRequest()
    {
        var mail = Remote("""{ "code": "123456", "application": { "name": "Ünï & <Co>" } }""", "Welcome back to Logto") with { ReplyTo = Foo };

        var request = await Request(MailgunForm.Logto, mail);

        Assert.Equal(
            [
                ("from", "Sender Name <sender@example.com>"), ("to", "ada@example.net"), ("subject", "Welcome back to Logto"), ("h:Reply-To", "Foo <foo@bar.com>"),
                ("template", "logto-sign-in"), ("h:X-Mailgun-Variables", """{"bar":"baz","code":"123456","application":{"name":"Ünï & <Co>"}}"""),
            ],
            Form(request));
    }

    [Fact]
    public async Task Send_TemplateWithVariables_ThePayloadGoesOverThem()
    {
        var mail = Remote("""{ "code": "123456", "nested": null, "line": "a\r\nBcc: b" }""", null) with { UsageType = UsageType.BindMfa };

        var form = Form(await Request(MailgunForm.Everything, mail));

        Assert.Equal(["from", "to", "template", "h:X-Mailgun-Variables"], form.Select(field => field.Name));
        Assert.Equal("""{"list":[1,"2"],"nested":null,"code":"123456","line":"a\r\nBcc: b"}""", form[^1].Value);
    }

    [Theory]
    [InlineData("[]"), InlineData("null")]
    public async Task Send_PayloadThatIsNoObject_LeavesTheVariables(string payload) =>
        Assert.Equal("""{"bar":"baz"}""", Form(await Request(MailgunForm.Logto, Remote(payload, null)))[^1].Value);

    [Theory]
    [InlineData(null, "\"Example, Inc.\" <no-reply@mg.example.com>"), InlineData("Team", "Team <no-reply@mg.example.com>")]
    [InlineData("Team <team@mg.example.com>", "Team <team@mg.example.com>"), InlineData("a@elsewhere.example", "\"Example, Inc.\" <no-reply@mg.example.com>")]
    public async Task Send_Sender_IsTheConfiguredOneWithTheTemplatesName(string? name, string expected)
    {
        var form = Form(await Request(MailgunForm.Everything, SampleMail.Create(content: new MailContent("s", null, "t", name))));

        Assert.Equal(("from", expected), form[0]);
    }

    [Theory]
    [InlineData("SignIn", false, false), InlineData("BindMfa", true, false), InlineData("Register", false, false), InlineData("Generic", false, true)]
    public async Task RendersRemotely_Usage_GoesByItsOwnDeliveryAlone(string usage, bool remote, bool remoteWithGenericAlone)
    {
        using var context = new ProviderContext("mailgun", "http://127.0.0.1:9");
        await using var everything = new MailgunConnector().Compile(Config(MailgunForm.Everything), context.Value);
        await using var other = new MailgunConnector().Compile(Config("""{ "domain": "a.example", "apiKey": "k", "from": "a@a.example", "deliveries": { "Generic": { "template": "t" } } }"""), context.Value);

        Assert.Equal(remote, everything.RendersRemotely(UsageType.Parse(usage)));
        Assert.Equal(remoteWithGenericAlone, other.RendersRemotely(UsageType.Parse(usage)));
    }

    [Fact]
    public async Task Templates_Deliveries_AreDescribedWithTheirPaths()
    {
        using var context = new ProviderContext("mailgun", "http://127.0.0.1:9");
        await using var compiled = new MailgunConnector().Compile(Config(MailgunForm.Logto), context.Value);

        Assert.Equal(
            [
                new ConnectorTemplate(
                    "deliveries.Register", "Register", "{{code}} is your verification code", "<h1>Welcome to Logto</h1><p>Your verification code is {{code}}.</p>",
                    "Welcome to Logto. Your verification code is {{code}}.", "Foo <foo@bar.com>", "deliveries.Register.html", "deliveries.Register.text", SubjectOptional: true),
                new ConnectorTemplate(
                    "deliveries.SignIn", "SignIn", "Welcome back to Logto", null, null, "Foo <foo@bar.com>", "deliveries.SignIn.html", "deliveries.SignIn.text", IsRemote: true, SubjectOptional: true),
            ],
            compiled.Templates);
    }

    // https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/send-attachments (2026-11-20)
    [Fact]
    public async Task Send_Attachments_GoAsMultipartWithTheSameFields()
    {
        var mail = SampleMail.Create(content: new MailContent("Übung", "<img src=\"cid:logo.png\"/>", "--mail-x\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\nb@c.example")) with
        {
            Headers = [KeyValuePair.Create("X-Custom", "välue")],
            Attachments =
            [
                new Attachment("Rechnung \"März\".pdf", "application/pdf", new byte[] { 0, 13, 10, 45, 45, 255 }),
                new Attachment("logo.png", "image/png", new byte[] { 1, 2 }, "<logo.png>"),
            ],
        };

        var parts = FormPart.ReadAll(await Request(MailgunForm.Minimal, mail));

        Assert.Equal(["from", "to", "subject", "html", "text", "h:X-Custom", "attachment", "inline"], parts.Select(part => part.Name));
        Assert.Equal("ada@example.net", parts[1].Text);
        Assert.Equal(("Übung", mail.Content?.Text, "välue"), (parts[2].Text, parts[4].Text, parts[5].Text));
        Assert.Equal(("Rechnung %22März%22.pdf", "application/pdf"), (parts[6].FileName, parts[6].ContentType));
        Assert.Equal(new byte[] { 0, 13, 10, 45, 45, 255 }, parts[6].Body);
        Assert.Equal(("logo.png", "image/png"), (parts[7].FileName, parts[7].ContentType));
    }

    [Fact]
    public async Task Send_ContentThatHoldsTheBoundary_GetsAnother()
    {
        var file = new Attachment("a.txt", "text/plain", Encoding.ASCII.GetBytes($"--mail-{SampleMail.Create().Id}-1--"));
        var mail = SampleMail.Create(content: new MailContent("s", null, $"\r\n--mail-{SampleMail.Create().Id}-0\r\n")) with { Attachments = [file] };

        var request = await Request(MailgunForm.Minimal, mail);

        Assert.EndsWith("-2", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(5, FormPart.ReadAll(request).Count);
    }

    [Fact]
    public async Task Send_InternationalDomains_GoAsALabels()
    {
        var request = await Request("""{ "domain": "bücher.example", "apiKey": "k", "from": "Bücher <a@bücher.example>" }""", SampleMail.Create("ada@bücher.example"));

        Assert.Equal("/v3/xn--bcher-kva.example/messages", request.Target);
        Assert.Equal([("from", "Bücher <a@xn--bcher-kva.example>"), ("to", "ada@xn--bcher-kva.example")], Form(request)[..2]);
    }

    [Fact]
    public async Task Send_NothingToRenderWith_IsRefusedUnsent()
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200));

        var outcome = await Send(server, MailgunForm.Minimal, SampleMail.Create() with { Content = null });

        Assert.Equal((OutcomeKind.Rejected, "template_not_found"), (outcome.Kind, outcome.Code));
        Assert.Empty(server.Requests);
    }

    private static Mail Remote(string payload, string? subject) => SampleMail.Create() with
    {
        Content = subject is null ? null : new MailContent(subject, null, null),
        Payload = JsonDocument.Parse(payload).RootElement,
    };

    private static List<(string Name, string Value)> Form(ReceivedRequest request) =>
        [.. request.Text.Split('&').Select(field => field.Split('=')).Select(field => (Decode(field[0]), Decode(field[1])))];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static async Task<ReceivedRequest> Request(string config, Mail mail)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, """{ "id": "m1", "message": "Queued. Thank you." }"""));
        Assert.Equal(OutcomeKind.Accepted, (await Send(server, config, mail)).Kind);
        return Assert.Single(server.Requests);
    }

    private static async Task<Outcome> Send(ScriptedHttpServer server, string config, Mail mail)
    {
        using var context = new ProviderContext("mailgun", server.Url);
        await using var compiled = new MailgunConnector().Compile(Config(config), context.Value);
        return await compiled.SendAsync(mail, AttemptContext.Default, TestContext.Current.CancellationToken);
    }

    private static JsonObject Config(string json) => JsonNode.Parse(json)!.AsObject();
}
