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

    private const string HtmlTemplates = """
        [
          { "usageType": "SignIn", "subject": "Sign in", "content": "<p>Your code is {{code}}</p>" },
          { "usageType": "Register", "subject": "Register", "content": "<p>Your code is {{code}}</p>" },
          { "usageType": "ForgotPassword", "subject": "Reset", "content": "<p>Your code is {{code}}</p>" },
          { "usageType": "Generic", "subject": "Code", "content": "<p>Your code is {{code}}</p>" }
        ]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedHttpServer _provider = new(Answer);
    private RunningPlatform? _platform;

    private RunningPlatform Platform => _platform ?? throw new InvalidOperationException("Not started.");

    public static TheoryData<string, string, string, string> Configurations => new()
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
            "/gateway/email/withTemplate",
            "X-Postmark-Server-Token: token-secret"
        },
        { "sendgrid-email-service", $$"""{ "apiKey": "SG.key-secret", "fromEmail": "noreply@example.com", "fromName": "Logto", "templates": {{Templates}} }""", "/gateway/v3/mail/send", "Authorization: Bearer SG.key-secret" },
        {
            // As Logto's documents have it, both kinds of delivery, but for the usages' names.
            "mailgun-email",
            """
            {
              "endpoint": "https://api.eu.mailgun.net", "domain": "example.com", "apiKey": "key-secret", "from": "Sender Name <sender@example.com>",
              "deliveries": {
                "SignIn": {
                  "subject": "{{code}} is your verification code", "replyTo": "Foo <foo@bar.com>",
                  "html": "<h1>Welcome to Logto</h1><p>Your verification code is {{code}}.</p>", "text": "Welcome to Logto. Your verification code is {{code}}."
                },
                "Register": { "subject": "Welcome to Logto", "replyTo": "Foo <foo@bar.com>", "template": "logto-register", "variables": { "bar": "baz" } }
              }
            }
            """,
            "/gateway/v3/example.com/messages",
            "Authorization: Basic YXBpOmtleS1zZWNyZXQ="
        },
        {
            // Its subject is optional.
            "mailgun-email",
            """
            {
              "domain": "example.com", "apiKey": "key-secret", "from": "sender@example.com",
              "deliveries": { "SignIn": { "html": "<p>{{code}}</p>" }, "Generic": { "template": "logto-generic" } }
            }
            """,
            "/gateway/v3/example.com/messages",
            "Authorization: Basic YXBpOmtleS1zZWNyZXQ="
        },
        {
            "aws-ses-mail",
            $$"""
            {
              "accessKeyId": "AKIDEXAMPLE", "accessKeySecret": "example-access-key-secret", "region": "eu-central-1", "emailAddress": "noreply@example.com",
              "templates": {{HtmlTemplates}}
            }
            """,
            "/gateway/v2/email/outbound-emails",
            "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"
        },
        {
            "aliyun-direct-mail",
            $$"""
            {
              "accessKeyId": "LTAI5tExampleId", "accessKeySecret": "example-access-key-secret", "accountName": "noreply@example.com", "fromAlias": "Logto",
              "templates": {{HtmlTemplates}}
            }
            """,
            "/gateway/",
            "AccessKeyId=LTAI5tExampleId"
        },
        {
            "mailjunky-email-service",
            $$"""{ "apiKey": "mj_live_secret", "fromEmail": "noreply@example.com", "fromName": "Logto", "templates": {{Templates}} }""",
            "/gateway/api/v1/emails/send",
            "Authorization: Bearer mj_live_secret"
        },
        {
            "smtp2go-email-service",
            $$"""{ "apiKey": "api-secret", "sender": "noreply@example.com", "senderName": "Logto", "templates": {{Templates}} }""",
            "/gateway/v3/email/send",
            "X-Smtp2go-Api-Key: api-secret"
        },
    };

    public async ValueTask InitializeAsync() => _platform = await RunningPlatform.Start(_folder["data"], AdminKey, new Dictionary<string, string?>
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["EmailPlatform__AdminKey"] = AdminKey,
        ["EmailPlatform__EncryptionKeys__0"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["EmailPlatform__ProviderEndpoints__postmark"] = $"{_provider.Url}gateway",
        ["EmailPlatform__ProviderEndpoints__sendgrid"] = $"{_provider.Url}gateway/",
        ["EmailPlatform__ProviderEndpoints__mailgun"] = $"{_provider.Url}gateway",
        ["EmailPlatform__ProviderEndpoints__aws-ses"] = $"{_provider.Url}gateway",
        ["EmailPlatform__ProviderEndpoints__aliyun-dm"] = $"{_provider.Url}gateway",
        ["EmailPlatform__ProviderEndpoints__mailjunky"] = $"{_provider.Url}gateway",
        ["EmailPlatform__ProviderEndpoints__smtp2go"] = $"{_provider.Url}gateway",
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
    public async Task LogtoConfiguration_PastedIn_IsSavedTestedAndSends(string type, string config, string path, string key)
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
        Assert.Contains(key, request.All, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("654321", request.Text, StringComparison.Ordinal);
        Assert.Contains("ada@example.org", Uri.UnescapeDataString(request.Text), StringComparison.Ordinal);
    }

    // Each as its provider documents a success.
    private static HttpAnswer Answer(ReceivedRequest request) => request.Target switch
    {
        "/gateway/v3/mail/send" => HttpAnswer.Of(202, "", KeyValuePair.Create("X-Message-Id", "provider-id")),
        "/gateway/email/withTemplate" => HttpAnswer.Of(200, """{ "ErrorCode": 0, "Message": "OK", "MessageID": "provider-id" }"""),
        "/gateway/v3/example.com/messages" => HttpAnswer.Of(200, """{ "message": "Queued. Thank you.", "id": "provider-id" }"""),
        "/gateway/v2/email/outbound-emails" => HttpAnswer.Of(200, """{ "MessageId": "provider-id" }"""),
        "/gateway/" => HttpAnswer.Of(200, """{ "EnvId": "provider-id", "RequestId": "12D086F6-8F31-4658-84C1-006DED011A85" }"""),
        "/gateway/api/v1/emails/send" => HttpAnswer.Of(200, """{ "id": "provider-id", "message_id": "<a@example.com>", "status": "sent" }"""),
        "/gateway/v3/email/send" => HttpAnswer.Of(200, """{ "request_id": "r", "data": { "succeeded": 1, "failed": 0, "failures": [], "email_id": "provider-id" } }"""),
        _ => HttpAnswer.Of(404),
    };
}
