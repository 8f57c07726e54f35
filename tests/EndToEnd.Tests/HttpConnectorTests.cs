using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.EndToEnd;

/// <summary>Logto's HTTP connector, pasted in: the endpoint is a tenant's own, and must not be the platform.</summary>
public sealed class HttpConnectorTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task LogtoConfiguration_PastedIn_IsSavedTestedAndSends()
    {
        await using var endpoint = new ScriptedHttpServer(HttpAnswer.Of(204, ""));
        var tenant = await TenantApi.Create(fixture.Platform.Admin, "http-email");
        var revision = await tenant.Save(new JsonObject { ["endpoint"] = $"{endpoint.Url}send", ["authorization"] = "Bearer token-secret" }, "http-email");

        var report = await tenant.Test(revision);
        Assert.True((bool)report["ok"]!, report.ToJsonString());
        (await tenant.TryActivate(revision)).Expect(HttpStatusCode.OK);
        var body = TenantApi.Message("ada@example.org", "654321");
        body["locale"] = "de";
        body["ip"] = "192.0.2.7";
        var id = (string)(await tenant.TrySend(body)).Expect(HttpStatusCode.Accepted).Json["id"]!;
        await tenant.Await(id, "sent");

        var request = endpoint.Requests.Last();
        Assert.Equal("Bearer token-secret", request.Headers["authorization"]);
        Assert.Equal(id, request.Headers["webhook-id"]);
        var expected = new JsonObject
        {
            ["to"] = "ada@example.org",
            ["type"] = "SignIn",
            ["payload"] = new JsonObject { ["code"] = "654321", ["mark"] = "none", ["locale"] = "de" },
            ["ip"] = "192.0.2.7",
        };
        Assert.True(JsonNode.DeepEquals(expected, request.Json), request.Text);
    }

    [Fact]
    public async Task Endpoint_ThatIsThePlatformItself_IsRefused()
    {
        var tenant = await TenantApi.Create(fixture.Platform.Admin, "http-loop");
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]" })
        {
            var revision = await tenant.Save(new JsonObject { ["endpoint"] = $"http://{host}:{fixture.Platform.Address.Port}{tenant.Path}/messages" }, "http");

            var report = await tenant.Test(revision);

            Assert.False((bool)report["ok"]!);
            Assert.Contains("platform's own endpoints", report.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Switch_FromTheMailbox_TellsWhatTheEndpointIsNotTold()
    {
        await using var endpoint = new ScriptedHttpServer(HttpAnswer.Of(200, ""));
        var tenant = await TenantApi.Create(fixture.Platform.Admin, "http-switch");
        await tenant.Use([], "mailbox");

        var saved = (await tenant.TrySave(new JsonObject { ["endpoint"] = endpoint.Url }, "http")).Expect(HttpStatusCode.Created).Json;
        await tenant.Test((int)saved["revision"]!);
        var activated = (await tenant.TryActivate((int)saved["revision"]!)).Expect(HttpStatusCode.OK).Json;
        var message = TenantApi.Message("ada@example.org");
        message["replyTo"] = "help@example.com";
        var refused = await tenant.TrySend(message);

        foreach (var warnings in new[] { saved["warnings"], activated["warnings"] })
        {
            Assert.Contains(warnings!.AsArray(), warning => (string?)warning!["path"] == "capabilities.replyTo" && (string?)warning["code"] == "capability_lost");
        }

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "not_supported_by_connector");
    }
}
