using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Http;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>
/// A configuration as Logto's documents have it, pasted in under its own id: saved, tested, activated without force, sent with. The
/// provider is a server of the operator's, in production, where tenants may name no such address.
/// </summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private const string AdminKey = "ep_admin_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    private const string Templates = """
        [
          { "usageType": "SignIn", "type": "text/plain", "subject": "Sign in", "content": "Your code is {{code}}." },
          { "usageType": "Register", "type": "text/plain", "subject": "Register", "content": "Your code is {{code}}." },
          { "usageType": "ForgotPassword", "type": "text/plain", "subject": "Reset", "content": "Your code is {{code}}." },
          { "usageType": "Generic", "type": "text/plain", "subject": "Code", "content": "Your code is {{code}}." }
        ]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedHttpServer _provider = new(Answer);
    private RunningPlatform? _platform;

    private RunningPlatform Platform => _platform ?? throw new InvalidOperationException("Not started.");

    public static TheoryData<string, string, string> Configurations => new()
    {
        {
            "postmark-mail",
            """
            {
              "serverToken": "token-secret", "fromEmail": "noreply@example.com",
              "templates": [
                { "usageType": "Register", "templateAlias": "logto-register" }, { "usageType": "SignIn", "templateAlias": "logto-sign-in" },
                { "usageType": "ForgotPassword", "templateAlias": "logto-forgot-password" }, { "usageType": "Generic", "templateAlias": "logto-generic" }
              ]
            }
            """,
            "/gateway/email/withTemplate"
        },
        { "sendgrid-email-service", $$"""{ "apiKey": "SG.key-secret", "fromEmail": "noreply@example.com", "fromName": "Logto", "templates": {{Templates}} }""", "/gateway/v3/mail/send" },
    };

    public async ValueTask InitializeAsync() => _platform = await RunningPlatform.Start(_folder["data"], AdminKey, new Dictionary<string, string?>
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["EmailPlatform__AdminKey"] = AdminKey,
        ["EmailPlatform__EncryptionKeys__0"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["EmailPlatform__ProviderEndpoints__postmark"] = $"{_provider.Url}gateway",
        ["EmailPlatform__ProviderEndpoints__sendgrid"] = $"{_provider.Url}gateway/",
    });

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null)
        {
            await _platform.DisposeAsync();
        }

        await _provider.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task LogtoConfiguration_PastedIn_IsSavedTestedAndSends(string type, string config, string path)
    {
        var tenant = await TenantApi.Create(Platform.Admin, type, new JsonObject { ["environment"] = "production" });
        var revision = await tenant.Save(JsonNode.Parse(config)!.AsObject(), type);

        var report = await tenant.Test(revision);
        Assert.True((bool)report["ok"]!, report.ToJsonString());
        (await tenant.TryActivate(revision)).Expect(HttpStatusCode.OK);
        var id = await tenant.Send("ada@example.org", "654321");
        var message = await tenant.Await(id, "sent");

        Assert.Equal("provider-id", (string?)message["attempts"]![0]!["providerMessageId"]);
        var request = _provider.Requests.Last();
        Assert.Equal(path, request.Target);
        Assert.Contains("654321", request.Text, StringComparison.Ordinal);
        Assert.Contains("ada@example.org", request.Text, StringComparison.Ordinal);
    }

    private static HttpAnswer Answer(ReceivedRequest request) => request.Target.EndsWith("/v3/mail/send", StringComparison.Ordinal)
        ? HttpAnswer.Of(202, "", KeyValuePair.Create("X-Message-Id", "provider-id"))
        : HttpAnswer.Of(200, """{ "ErrorCode": 0, "Message": "OK", "MessageID": "provider-id" }""");
}
