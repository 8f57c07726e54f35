using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Messages;

public sealed class BadMessageTests(HostedPlatform platform)
{
    [Theory]
    [InlineData("a@example.com,b@example.com")]
    [InlineData("a@example.com;b@example.com")]
    [InlineData("a@example.com b@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("<ada@example.com>")]
    [InlineData("\"a@example.com\" <b@example.com>")]
    [InlineData("ada@example.com (Ada)")]
    [InlineData("group: ada@example.com;")]
    [InlineData("<@relay.example:ada@example.com>")]
    [InlineData("ada@[192.0.2.1]")]
    [InlineData("ada@192.0.2.1")]
    [InlineData("ada@localhost")]
    [InlineData("ada")]
    [InlineData("")]
    [InlineData(" ada@example.com")]
    [InlineData("ada@example.com\r\nRCPT TO:<eve@example.net>")]
    [InlineData("ada@example.com\n")]
    [InlineData("ada\r@example.com")]
    [InlineData("ada\0@example.com")]
    [InlineData("ada@exam\u0440le.com")] // Cyrillic er
    [InlineData("\u0430da@example.com")] // Cyrillic a
    [InlineData("ada\uFF20example.com")] // fullwidth at
    [InlineData("ada@example\u3002com")] // ideographic full stop
    [InlineData("ada@example\uFF0Ecom")] // fullwidth full stop
    [InlineData("ada@example\u2024com")] // one dot leader
    [InlineData("ada@\u212Aelvin.com")] // Kelvin sign
    [InlineData("a\u200Bda@example.com")] // zero width space
    [InlineData("ada@exam\u00ADple.com")] // soft hyphen
    [InlineData("ada\u202E@example.com")] // right-to-left override
    [InlineData("ada@example.com\u2028")] // line separator
    public async Task Recipient_ThatIsNotOneBareAddress_Answers422(string to)
    {
        var tenant = await platform.NewTenant();

        await Post(tenant, HostedTenant.Message(to), 422, "invalid_recipient", "to");
    }

    [Fact]
    public async Task Recipient_OfMoreThan254Octets_Answers422()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 4)) + ".example";

        await Post(await platform.NewTenant(), HostedTenant.Message($"ada@{domain}"), 422, "invalid_recipient", "to");
    }

    [Theory]
    [InlineData("To")]
    [InlineData("Cc")]
    [InlineData("bcc")]
    [InlineData("From")]
    [InlineData("Sender")]
    [InlineData("Reply-To")]
    [InlineData("Return-Path")]
    [InlineData("Resent-To")]
    [InlineData("Subject")]
    [InlineData("Message-ID")]
    [InlineData("DKIM-Signature")]
    [InlineData("Received")]
    [InlineData("Content-Type")]
    [InlineData("Apparently-To")]
    [InlineData("Disposition-Notification-To")]
    [InlineData("X-SMTPAPI")]
    [InlineData("x-smtpapi")]
    [InlineData("X-Mailgun-Variables")]
    [InlineData("X-PM-Message-Stream")]
    [InlineData("X-SES-Configuration-Set")]
    [InlineData("X-MC-PreserveRecipients")]
    [InlineData("X-Original-To")]
    [InlineData("X-")]
    [InlineData("")]
    [InlineData("X-A: b\r\nBcc")]
    [InlineData("X-A b")]
    [InlineData("X-\u00C4")]
    public async Task Header_ThatIsNotAllowed_Answers422(string name)
    {
        var message = HostedTenant.Message();
        message["headers"] = new JsonObject { [name] = "value" };

        await Post(await platform.NewTenant(), message, 422, "header_not_allowed", $"headers.{name}");
    }

    [Theory]
    [InlineData("b\r\nBcc: eve@example.net")]
    [InlineData("b\nc")]
    [InlineData("b\rc")]
    [InlineData("b\0c")]
    [InlineData("b\u0085c")]
    public async Task HeaderValue_OfMoreThanOneLine_Answers422(string value)
    {
        var message = HostedTenant.Message();
        message["headers"] = new JsonObject { ["X-Good"] = "good", ["X-Bad"] = value };

        await Post(await platform.NewTenant(), message, 422, "header_not_allowed", "headers.X-Bad");
    }

    [Theory]
    [InlineData("replyTo", "\"a@example.com, b@example.com\"", "replyTo")]
    [InlineData("replyTo", "\"a@example.com\\r\\nBcc: eve@example.net\"", "replyTo")]
    [InlineData("replyTo", "\"nobody\"", "replyTo")]
    [InlineData("usageType", "\"SignInn\"", "usageType")]
    [InlineData("usageType", "\"signin\"", "usageType")]
    [InlineData("usageType", "null", "usageType")]
    [InlineData("payload", "[]", "payload")]
    [InlineData("payload", "\"code\"", "payload")]
    [InlineData("expiresIn", "0", "expiresIn")]
    [InlineData("expiresIn", "-5", "expiresIn")]
    [InlineData("expiresIn", "604801", "expiresIn")]
    [InlineData("expiresIn", "\"60\"", "expiresIn")]
    [InlineData("expiresIn", "60.5", "expiresIn")]
    [InlineData("expiresIn", "99999999999", "expiresIn")]
    [InlineData("ip", "\"here\"", "ip")]
    [InlineData("metadata", "\"text\"", "metadata")]
    [InlineData("headers", "[]", "headers")]
    [InlineData("headers", """{ "X-A": 5 }""", "headers.X-A")]
    [InlineData("to", "5", "to")]
    [InlineData("to", """["ada@example.com"]""", "to")]
    [InlineData("to", "{}", "to")]
    [InlineData("attachments", "{}", "attachments")]
    [InlineData("attachments", "[null]", "attachments[0]")]
    [InlineData("attachments", """[{ "name": "a.txt", "contentType": "text/plain", "content": "***" }]""", "attachments[0].content")]
    [InlineData("attachments", """[{ "name": "a\r\nb", "contentType": "text/plain", "content": "YQ==" }]""", "attachments[0].name")]
    [InlineData("attachments", """[{ "name": "a", "contentType": "text/plain\r\nBcc: eve@example.net", "content": "YQ==" }]""", "attachments[0].contentType")]
    [InlineData("attachments", """[{ "name": "a", "contentType": "text/plain", "content": "YQ==", "contentId": "a>\r\nb" }]""", "attachments[0].contentId")]
    [InlineData("attachments", """[{ "name": "a", "contentType": "text/plain", "content": "YQ==", "path": "/etc/passwd" }]""", "attachments[0].path")]
    [InlineData("bcc", "\"eve@example.net\"", "bcc")]
    [InlineData("To", "\"eve@example.net\"", "To")]
    public async Task Member_ThatIsWrong_Answers400WithItsPath(string member, string value, string path)
    {
        var message = HostedTenant.Message();
        message[member] = JsonNode.Parse(value);

        await Post(await platform.NewTenant(), message, 400, "invalid_request", path);
    }

    [Fact]
    public async Task Recipient_OfNull_Answers422()
    {
        var message = HostedTenant.Message();
        message["to"] = null;

        await Post(await platform.NewTenant(), message, 422, "invalid_recipient", "to");
    }

    [Fact]
    public async Task EveryProblem_IsToldAtOnce()
    {
        var message = new JsonObject
        {
            ["to"] = "a@example.com, b@example.com",
            ["usageType"] = "Nothing",
            ["payload"] = new JsonArray(),
            ["expiresIn"] = 1,
            ["replyTo"] = "nobody",
            ["headers"] = new JsonObject { ["Bcc"] = "eve@example.net", ["X-Two"] = "a\nb" },
            ["ip"] = "here",
            ["metadata"] = 5,
            ["attachments"] = new JsonArray(new JsonObject { ["name"] = "", ["contentType"] = "nothing", ["content"] = "*" }),
        };

        await Post(
            await platform.NewTenant(), message, 400, "invalid_request",
            "to", "usageType", "payload", "expiresIn", "replyTo", "headers.Bcc", "headers.X-Two", "ip", "metadata",
            "attachments[0].name", "attachments[0].contentType", "attachments[0].content");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "code": "" }""")]
    [InlineData("""{ "code": null }""")]
    [InlineData("""{ "code": {} }""")]
    [InlineData("null")]
    public async Task Payload_WithoutTheCode_Answers422(string payload)
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        var message = HostedTenant.Message();
        message["payload"] = JsonNode.Parse(payload);

        await Post(tenant, message, 422, "template_variable_missing", "payload.code");
    }

    [Fact]
    public async Task Payload_Over64KiB_Answers413()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        var message = HostedTenant.Message();
        message["payload"] = new JsonObject { ["code"] = "1", ["filler"] = new string('x', 64 * 1024) };
        await Post(tenant, message, 413, "payload_too_large", "payload");

        message["payload"] = new JsonObject { ["code"] = "1", ["filler"] = new string('x', 63 * 1024) };
        (await platform.Admin.Post(tenant["/messages"], message)).Expect(202);
    }

    [Fact]
    public async Task Attachments_Over12MiBDecoded_Answer413()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();

        await Post(tenant, WithAttachment((12 * 1024 * 1024) + 1), 413, "payload_too_large", "attachments");
        (await platform.Admin.Post(tenant["/messages"], WithAttachment(12 * 1024 * 1024))).Expect(202);
    }

    [Fact]
    public async Task Body_Over17MiB_Answers413()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        var body = $$"""{ "to": "{{new string('x', 17 * 1024 * 1024)}}" }""";

        (await platform.Admin.Send(HttpMethod.Post, tenant["/messages"], body)).ExpectProblem(413, "payload_too_large");
    }

    [Fact]
    public async Task Tenant_WithoutAConnector_Answers409()
    {
        var tenant = await platform.NewTenant();

        await Post(tenant, HostedTenant.Message(), 409, "connector_not_configured");
    }

    [Fact]
    public async Task Usage_WithoutATemplate_Answers422()
    {
        var tenant = await platform.NewTenant();
        await tenant.Activate(await tenant.AddMailbox(templates: false));

        await Post(tenant, HostedTenant.Message(), 422, "template_not_found");
    }

    [Theory]
    [InlineData("wait=0")]
    [InlineData("wait=31")]
    [InlineData("wait=-1")]
    [InlineData("wait=soon")]
    [InlineData("wait")]
    public async Task Wait_ThatCannotBeKept_Answers400(string prefer)
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();

        (await platform.Admin.Post(tenant["/messages"], HostedTenant.Message(), ("Prefer", prefer))).ExpectProblem(400, "invalid_request", "Prefer");
    }

    [Fact]
    public async Task NothingRefused_IsKept()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        await Post(tenant, HostedTenant.Message("a@example.com,b@example.com"), 422, "invalid_recipient", "to");
        var message = HostedTenant.Message();
        message["headers"] = new JsonObject { ["Bcc"] = "eve@example.net" };
        await Post(tenant, message, 422, "header_not_allowed", "headers.Bcc");

        Assert.Empty((await platform.Admin.Get(tenant["/messages"])).Expect(200).Json["items"]?.AsArray() ?? []);
        Assert.Empty((await platform.Admin.Get(tenant["/mailbox"])).Expect(200).Json["items"]?.AsArray() ?? []);
    }

    [Theory]
    [InlineData("1\r\nBcc: eve@example.net")]
    [InlineData("1\nBcc: eve@example.net")]
    [InlineData("1\rBcc: eve@example.net")]
    [InlineData("1\u2028Bcc: eve@example.net")]
    public async Task LineBreakInAPayload_DoesNotReachTheSubject(string code)
    {
        var tenant = await (await platform.NewTenant()).WithMailbox("Code {{code}}");
        var message = HostedTenant.Message();
        message["payload"] = new JsonObject { ["code"] = code };

        var sent = await tenant.SendAndWait(message);

        Assert.Equal("sent", (string?)sent.Json["status"]);
        var mail = (await platform.Admin.Get(tenant[$"/mailbox/{sent.Json["id"]}"])).Expect(200).Json;
        var subject = (string?)mail["subject"] ?? "";
        Assert.StartsWith("Code 1", subject, StringComparison.Ordinal);
        Assert.DoesNotContain(subject, character => char.IsControl(character));
        Assert.DoesNotContain(mail["headers"]?.AsArray() ?? [], header => "Bcc".Equals((string?)header?["name"], StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("01900000-0000-7000-8000-000000000000")]
    [InlineData("%01")]
    [InlineData("..%2f..")]
    public async Task Id_OfNothing_Answers404(string id)
    {
        var tenant = await platform.NewTenant();

        (await platform.Admin.Get(tenant[$"/messages/{id}"])).ExpectProblem(404, "not_found");
        (await platform.Admin.Get(tenant[$"/mailbox/{id}"])).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Message_OfAnotherTenant_Answers404()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        var other = await platform.NewTenant();
        var sent = await tenant.SendAndWait(HostedTenant.Message());

        (await platform.Admin.Get(other[$"/messages/{sent.Json["id"]}"])).ExpectProblem(404, "not_found");
        (await platform.Admin.Get(other[$"/mailbox/{sent.Json["id"]}"])).ExpectProblem(404, "not_found");
        (await platform.Admin.Get(tenant[$"/messages/{sent.Json["id"]}"])).Expect(200);
    }

    private static JsonObject WithAttachment(int bytes)
    {
        var message = HostedTenant.Message(string.Create(CultureInfo.InvariantCulture, $"ada{bytes}@example.com"));
        message["attachments"] = new JsonArray(new JsonObject
        {
            ["name"] = "file.bin",
            ["contentType"] = "application/octet-stream",
            ["content"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('x', bytes))),
        });
        return message;
    }

    private async Task Post(HostedTenant tenant, JsonObject message, int status, string code, params string[] paths) =>
        (await platform.Admin.Post(tenant["/messages"], message)).ExpectProblem(status, code, paths);
}
