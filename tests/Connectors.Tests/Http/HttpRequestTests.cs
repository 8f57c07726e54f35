using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Http;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.Http;

public sealed class HttpRequestTests
{
    [Fact]
    public async Task Send_LogtoConfiguration_PostsWhatLogtoPosts()
    {
        var request = await HttpRequest.Of(HttpForm.Logto, SampleMail.Create() with { Ip = "192.0.2.7", Locale = "de" });

        Assert.Equal(("POST", "/send"), (request.Method, request.Target));
        Assert.Equal("application/json", request.Headers["content-type"]);
        Assert.Equal("Bearer token-secret", request.Headers["authorization"]);
        AssertJson("""{ "to": "ada@example.net", "type": "SignIn", "payload": { "code": "123456", "locale": "de" }, "ip": "192.0.2.7" }""", request);
        Assert.DoesNotContain("webhook-signature", request.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Send_WithoutWhatNobodyGave_LeavesItOut()
    {
        var request = await HttpRequest.Of(HttpForm.Minimal, SampleMail.Create());

        AssertJson("""{ "to": "ada@example.net", "type": "SignIn", "payload": { "code": "123456" } }""", request);
        Assert.DoesNotContain("authorization", request.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Send_Payload_ArrivesWithItsContextAndTheMessagesLocale()
    {
        const string Payload = """
            { "code": "1", "locale": "fr", "uiLocales": "fr-CA fr", "number": 1.50, "none": null, "organization": { "id": "o", "branding": { "logoUrl": "https://e.example/ü.png" } }, "list": [1, "2"] }
            """;
        var mail = SampleMail.Create("J\u00fcrgen@b\u00fccher.example") with { Payload = JsonDocument.Parse(Payload).RootElement };

        var without = await HttpRequest.Of(HttpForm.Minimal, mail with { UsageType = UsageType.OrganizationInvitation });
        var with = await HttpRequest.Of(HttpForm.Minimal, mail with { Locale = "de-AT" });

        Assert.Equal("J\u00fcrgen@b\u00fccher.example", (string?)without.Json["to"]);
        Assert.Equal("OrganizationInvitation", (string?)without.Json["type"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Payload), without.Json["payload"]));
        var expected = JsonNode.Parse(Payload)!;
        expected["locale"] = "de-AT";
        Assert.True(JsonNode.DeepEquals(expected, with.Json["payload"]), with.Text);
    }

    [Fact]
    public async Task Send_Everything_KeepsTheQueryAndSignsWithEverySecret()
    {
        var time = new ManualTime();
        var mail = SampleMail.Create();

        var request = await HttpRequest.Of(HttpForm.Everything, mail, time);

        Assert.Equal("/send?key=url-secret", request.Target);
        Assert.Equal("token-secret", request.Headers["authorization"]);
        byte[][] keys = [Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), Convert.FromBase64String("C2FVsBQIhrscChlQIMV+b5sSYspob7oDaXbbFOkYfbBOQ6Nlw8kxCg==")];
        Assert.All(new WebhookSignature(keys).Sign(mail.Id, time.GetUtcNow(), request.Body.Span), header => Assert.Equal(header.Value, request.Headers[header.Key]));
    }

    [Fact]
    public async Task Send_EveryAttempt_HasTheMessagesIdAndTheHopAndItsOwnTime()
    {
        var time = new ManualTime();
        var requests = new List<ReceivedRequest> { await HttpRequest.Of(HttpForm.Everything, SampleMail.Create(), time) };
        time.Advance(TimeSpan.FromSeconds(30));
        requests.Add(await HttpRequest.Of(HttpForm.Everything, SampleMail.Create(), time));
        requests.Add(await HttpRequest.Of(HttpForm.Minimal, SampleMail.Create(), time));

        Assert.All(requests, request => Assert.Equal(SampleMail.Create().Id, request.Headers["webhook-id"]));
        Assert.All(requests, request => Assert.Equal(HopHeader.Value, request.Headers[HopHeader.Name]));
        Assert.Equal(30, long.Parse(requests[1].Headers["webhook-timestamp"], null) - long.Parse(requests[0].Headers["webhook-timestamp"], null));
    }

    [Fact]
    public async Task Compiled_EveryUsage_IsRenderedByTheReceiver()
    {
        await using var compiled = new HttpConnector().Compile(JsonNode.Parse(HttpForm.Minimal)!.AsObject(), IsolatedContext.Create());

        Assert.All(UsageType.All, usage => Assert.True(compiled.RendersRemotely(usage)));
        Assert.Empty(compiled.Templates);
    }

    private static void AssertJson(string expected, ReceivedRequest request) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), request.Json), request.Text);
}
