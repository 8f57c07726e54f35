using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors.Smtp.Configuration;

public sealed class SmtpConfigTests
{
    // As the console of the system we started from saves it: forms write every member, blank or not.
    private const string Pasted = """
        {
          "host": "smtp.gmail.com",
          "port": 465,
          "auth": { "type": "login", "user": "ada@gmail.com", "pass": "abcd efgh ijkl mnop" },
          "fromEmail": "ada@gmail.com",
          "replyTo": "",
          "templates": [
            { "contentType": "text/plain", "content": "Your verification code is {{code}}.", "subject": "Sign in", "usageType": "SignIn" },
            { "contentType": "text/plain", "content": "Your verification code is {{code}}.", "subject": "Register", "usageType": "Register" },
            { "contentType": "text/html", "content": "<p>{{code}}</p>", "subject": "Reset", "usageType": "ForgotPassword" },
            { "contentType": "text/plain", "content": "{{code}}", "subject": "Code", "usageType": "Generic" },
            { "contentType": "text/plain", "content": "{{link}}", "subject": "Invitation", "usageType": "OrganizationInvitation" },
            { "contentType": "text/plain", "content": "test", "subject": "Test", "usageType": "Test" }
          ],
          "logger": true, "debug": true, "disableFileAccess": true, "disableUrlAccess": true,
          "name": "", "localAddress": null,
          "connectionTimeout": 120000, "greetingTimeout": 30000, "socketTimeout": 600000, "dnsTimeout": 30000,
          "secure": false, "tls": {}, "servername": "", "ignoreTLS": false, "requireTLS": false,
          "customHeaders": {}
        }
        """;

    [Fact]
    public void Read_ConfigurationOfAConsole_PastesInUnchanged()
    {
        var reading = SmtpForm.Read(Pasted);

        Assert.Empty(reading.Errors());
        Assert.Equal(
            [
                "debug ignored", "disableFileAccess ignored", "disableUrlAccess ignored", "logger ignored",
                "secure tls_implied", "templates[5].usageType unknown_usage_type",
            ],
            reading.Warnings());
        Assert.Equal(
            ["host", "port", "fromEmail", "templates", "auth", "secure", "ignoreTLS", "requireTLS", "connectionTimeout", "greetingTimeout", "socketTimeout", "dnsTimeout"],
            reading.Stored!.Select(member => member.Key));
    }

    [Fact]
    public void Read_AsTheDocumentHasIt_TakesAPortInText() =>
        Assert.Equal(465, (int?)SmtpForm.Read(Pasted.Replace("465,", "\"465\",", StringComparison.Ordinal)).Stored?["port"]);

    [Theory]
    [InlineData("\"auth\": {}")]
    [InlineData("\"auth\": null")]
    [InlineData("\"auth\": { \"user\": \"\", \"pass\": \"\" }")]
    [InlineData("\"auth\": { \"type\": \"login\", \"user\": \"\", \"pass\": \"\" }")]
    [InlineData("\"auth\": { \"type\": \"LOGIN\" }")]
    [InlineData("\"auth\": { \"type\": \"OAuth2\", \"user\": null }")]
    public void Read_AuthWithoutCredentials_MeansNoAuthentication(string auth)
    {
        var reading = SmtpForm.With(auth);

        Assert.Empty(reading.Errors());
        Assert.False(reading.Stored!.ContainsKey("auth"));
    }

    [Fact]
    public void Read_Templates_MustHoldTheFourAndMayHoldMore()
    {
        var reading = SmtpForm.With("""
            "templates": [
              { "usageType": "Register", "contentType": "text/plain", "subject": "a\r\nBcc: x@example.com", "content": "c" },
              { "usageType": "Register", "contentType": "text/markdown", "subject": "s", "content": "" },
              { "usageType": "Generic", "contentType": "text/html", "subject": "s", "content": "c", "replyTo": "nobody" }
            ]
            """);

        Assert.Equal(
            [
                "templates missing_templates", "templates[0].subject invalid_value", "templates[1].content required",
                "templates[1].contentType invalid_value", "templates[2].replyTo invalid_address",
            ],
            reading.Errors());
        Assert.Equal(["templates[1].usageType duplicate_usage_type"], reading.Warnings());
        Assert.Contains("SignIn, ForgotPassword:", reading.Report.Errors.Single(error => error.Path == "templates").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sendmail", "programs")]
    [InlineData("streamTransport", "streams")]
    [InlineData("jsonTransport", "SMTP only")]
    [InlineData("service", "host")]
    [InlineData("proxy", "directly")]
    public void Read_OtherTransports_AreRefusedWithAReason(string member, string reason)
    {
        var error = Assert.Single(SmtpForm.With($"\"{member}\": true").Report.Errors);

        Assert.Equal((member, "unknown_member"), (error.Path, error.Code));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"host\": \"https://mail.example.com\"")]
    [InlineData("\"host\": \"mail.example.com:587\"")]
    [InlineData("\"host\": \"[2001:db8::1]\"")]
    [InlineData("\"host\": \"mail example.com\"")]
    [InlineData("\"host\": \"user@mail.example.com\"")]
    public void Read_NoHost_IsRefused(string host) =>
        Assert.Equal(["host invalid_value"], SmtpForm.Read($$"""{ {{host}}, "port": 587, "fromEmail": "a@example.com" }""").Errors());

    [Theory]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("Example")]
    [InlineData("a@example.com\\r\\nBcc: b@example.com")]
    public void Read_NoSender_IsRefused(string from) =>
        Assert.Equal(["fromEmail invalid_address"], SmtpForm.Read($$"""{ "host": "mail.example.com", "port": 587, "fromEmail": "{{from}}" }""").Errors());

    [Fact]
    public void Read_SeveralProblems_TellsThemAllAtOnce()
    {
        var reading = SmtpForm.Read("""
            {
              "port": 0, "fromEmail": 5, "replyTo": "x", "maxConnections": 0, "socketTimeout": -1, "localAddress": "192.0.2.1", "name": "a b",
              "auth": { "user": "ada" }, "tls": { "rejectUnauthorized": false, "ciphers": "ALL" }, "dkim": { "domainName": "example" }
            }
            """);

        Assert.Equal(
            [
                "auth.pass required", "dkim.domainName invalid_value", "dkim.keySelector required", "dkim.privateKey required", "fromEmail wrong_type",
                "host required", "localAddress not_permitted", "maxConnections out_of_range", "name invalid_value", "port out_of_range",
                "replyTo invalid_address", "socketTimeout out_of_range", "tls.ciphers unknown_member", "tls.rejectUnauthorized not_permitted",
            ],
            reading.Errors());
    }

    [Fact]
    public void Config_Printed_ShowsNoSecret()
    {
        var stored = SmtpForm.With($$"""
            "auth": { "user": "ada", "pass": "pass-secret" }, "customHeaders": { "X-Key": "header-secret" },
            "dkim": { "domainName": "example.com", "keySelector": "s", "privateKey": {{SmtpForm.Quote(TestKeys.Pem)}} }
            """).Stored;
        var config = stored.Deserialize(SmtpConfigJson.Default.SmtpConfig);

        Assert.Contains("ada", config!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", config.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", config.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keep_WithOtherTlsSettings_AsksForThePasswordAgain()
    {
        var kept = JsonNode.Parse($$"""{ {{SmtpForm.Base}}, "auth": { "user": "ada", "pass": "pass-secret" } }""")!.AsObject();
        var permitted = new ConnectorPermissions(UnverifiedTls: true);

        string[] Problems(string members) => [.. SmtpForm.Read($$"""{ {{SmtpForm.Base}}, "auth": { "user": "ada", "pass": { "keep": 3 } }, {{members}} }""", permitted, kept).Errors()];

        Assert.Equal(["auth.pass secret_rebind_required"], Problems("""  "tls": { "rejectUnauthorized": false } """));
        Assert.Equal(["auth.pass secret_rebind_required"], Problems("""  "ignoreTLS": true """));
        Assert.Equal(["auth.pass secret_rebind_required"], Problems($"  \"tls\": {{ \"ca\": {SmtpForm.Quote(TestKeys.Certificate)} }} "));
        Assert.Empty(Problems("""  "tls": { "rejectUnauthorized": true, "servername": "mail.example.com" }, "secure": false, "requireTLS": false """));
    }
}
