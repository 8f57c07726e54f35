using System.Text.Json;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;

namespace EmailPlatform.Connectors.Smtp.Configuration;

public sealed class SmtpAuthRulesTests
{
    [Theory]
    [InlineData("""{ "user": "ada", "pass": "secret" }""", null)]
    [InlineData("""{ "type": "Login", "user": "ada", "pass": "secret" }""", "login")]
    [InlineData("""{ "type": "OAUTH2", "user": "ada", "accessToken": "t" }""", "oauth2")]
    [InlineData("""{ "user": "ada", "refreshToken": "t", "clientId": "c" }""", "oauth2")]
    public void Read_Type_IsTakenInAnyCaseAndGuessedFromTokens(string auth, string? type)
    {
        var reading = SmtpForm.With($"\"auth\": {auth}");

        Assert.Empty(reading.Errors());
        Assert.Equal(type, (string?)reading.Stored!["auth"]!["type"]);
    }

    [Theory]
    [InlineData("""{ "pass": "secret" }""", "auth.user required")]
    [InlineData("""{ "user": "ada" }""", "auth.pass required")]
    [InlineData("""{ "type": "plain", "user": "ada", "pass": "secret" }""", "auth.type invalid_value")]
    [InlineData("""{ "user": "ada", "pass": "secret", "method": "PLAIN" }""", "auth.method unknown_member")]
    [InlineData("""{ "type": "login", "user": "ada", "pass": "secret", "clientId": "c" }""", "auth.clientId conflict")]
    [InlineData("""{ "type": "oauth2", "user": "ada", "pass": "secret", "accessToken": "t" }""", "auth.pass conflict")]
    [InlineData("""{ "type": "oauth2", "accessToken": "t" }""", "auth.user required")]
    [InlineData("""{ "type": "oauth2", "user": "ada", "refreshToken": "t" }""", "auth.clientId required")]
    [InlineData("""{ "type": "oauth2", "user": "ada", "serviceClient": "s" }""", "auth.privateKey required")]
    [InlineData("""{ "type": "oauth2", "user": "ada", "serviceClient": "s", "privateKey": "no key" }""", "auth.privateKey.key invalid_key")]
    [InlineData("""{ "type": "oauth2", "user": "ada", "clientId": "c", "clientSecret": "s" }""", "auth.accessUrl required")]
    [InlineData("""{ "type": "oauth2", "user": "ada", "accessToken": "t", "expires": -1 }""", "auth.expires out_of_range")]
    [InlineData("""{ "type": "oauth2", "user": "ada", "accessToken": "t", "expires": 9223372036854775807 }""", "auth.expires out_of_range")]
    [InlineData("""{ "user": "ada", "refreshToken": "t", "clientId": "c", "accessUrl": "http://tokens.example.com/" }""", "auth.accessUrl invalid_url")]
    [InlineData("""{ "user": "ada", "refreshToken": "t", "clientId": "c", "accessUrl": "https://me:pw@tokens.example.com/" }""", "auth.accessUrl invalid_url")]
    [InlineData("""{ "user": "ada", "refreshToken": "t", "clientId": "c", "accessUrl": "file:///etc/passwd" }""", "auth.accessUrl invalid_url")]
    public void Read_IncompleteOrMixedCredentials_AreRefused(string auth, string problem) =>
        Assert.Contains(problem, SmtpForm.With($"\"auth\": {auth}").Errors());

    [Fact]
    public void Grant_IsChosenByWhatIsGiven()
    {
        Assert.IsType<RefreshTokenSettings>(Settings("""{ "user": "ada", "refreshToken": "t", "clientId": "c", "accessToken": "a" }"""));
        Assert.IsType<StaticTokenSettings>(Settings("""{ "user": "ada", "accessToken": "a" }"""));
        Assert.IsType<ClientCredentialsSettings>(Settings("""{ "user": "ada", "clientId": "c", "clientSecret": "s", "accessUrl": "https://tokens.example.com" }"""));
        var account = Assert.IsType<ServiceAccountSettings>(Settings($$"""{ "user": "ada", "serviceClient": "s", "privateKey": {{SmtpForm.Quote(TestKeys.Pem)}} }"""));
        Assert.Equal(("ada", OAuthSettings.GoogleAccessUrl, TestKeys.Pem), (account.User, account.AccessUrl, account.PrivateKey.Reveal()));
    }

    [Theory]
    [InlineData("http://tokens.example.com/", PlainHttp.OnLoopback, false)]
    [InlineData("http://127.0.0.1:8080/", PlainHttp.OnLoopback, true)]
    [InlineData("http://127.0.0.1:8080/", PlainHttp.Nowhere, false)]
    [InlineData("http://tokens.example.com/", PlainHttp.Anywhere, true)]
    public void Read_PlainAccessUrl_IsTakenWhereSendingTakesIt(string url, PlainHttp plain, bool isTaken)
    {
        var reading = SmtpForm.With(
            $$"""
            "auth": { "user": "ada", "refreshToken": "t", "clientId": "c", "accessUrl": "{{url}}" }
            """,
            new ConnectorPermissions(PlainHttp: plain));

        Assert.Equal(isTaken ? [] : ["auth.accessUrl invalid_url"], reading.Errors());
    }

    private static OAuthSettings Settings(string auth)
    {
        var reading = SmtpForm.With($"\"auth\": {auth}");
        Assert.Empty(reading.Errors());
        return SmtpGrants.Settings(reading.Stored.Deserialize(SmtpConfigJson.Default.SmtpConfig)!.Auth!);
    }
}
