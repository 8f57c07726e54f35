using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Connectors.Smtp.Security;
using EmailPlatform.TestKit.Peers;
using EmailPlatform.TestKit.Smtp;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>Access tokens: verified by Dovecot, and renewed once when a server refuses one.</summary>
public sealed class TokenTests : SmtpTests
{
    [Theory]
    [InlineData("xoauth2", "XOAUTH2")]
    [InlineData("oauthbearer", "OAUTHBEARER")]
    public async Task Send_GoodToken_IsAccepted(string offered, string mechanism)
    {
        await using var dovecot = await DovecotServer.Start(offered);
        await using var postfix = await PostfixServer.Start(null, dovecot);
        var stages = new StageLog(TimeProvider.System);

        var outcome = await SendOnce(Settings(postfix.PlainPort, Fixed(Good())), stages: stages);

        Assert.True(outcome.Kind == OutcomeKind.Accepted, outcome.ToString());
        Assert.StartsWith(mechanism, Assert.Single(stages.Results, result => result.Stage == Stage.Auth).Detail);
    }

    [Theory]
    [InlineData("xoauth2")]
    [InlineData("oauthbearer")]
    public async Task Send_ExpiredToken_IsRenewedOnceAndAccepted(string offered)
    {
        await using var dovecot = await DovecotServer.Start(offered);
        await using var postfix = await PostfixServer.Start(null, dovecot);
        var issued = 0;
        using var issuer = new FakeIssuer(_ => FakeIssuer.Token(Interlocked.Increment(ref issued) == 1 ? Expired() : Good()));

        var outcome = await SendOnce(Settings(postfix.PlainPort, Renewed(issuer)));

        Assert.True(outcome.Kind == OutcomeKind.Accepted, outcome.ToString());
        Assert.Equal(2, issued);
    }

    [Theory]
    [InlineData("xoauth2")]
    [InlineData("oauthbearer")]
    public async Task Send_NoTokenIsGoodEnough_IsTheConnectorsFaultAfterTwo(string offered)
    {
        await using var dovecot = await DovecotServer.Start(offered);
        await using var postfix = await PostfixServer.Start(null, dovecot);
        var issued = 0;
        using var issuer = new FakeIssuer(_ => FakeIssuer.Token(Expired(TimeSpan.FromMinutes(Interlocked.Increment(ref issued)))));

        var outcome = await SendOnce(Settings(postfix.PlainPort, Renewed(issuer)));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "535 5.7.8");
        Assert.Equal(2, issued);
    }

    [Fact]
    public async Task Send_TokenOfAnIssuerOfOthers_IsAccepted()
    {
        await using var dovecot = await DovecotServer.Start("xoauth2");
        await using var postfix = await PostfixServer.Start(null, dovecot);
        await using var issuer = await OAuthPeer.Start(DovecotServer.User, cancellationToken: Token);
        var options = new NetworkOptions { AllowLoopback = true };
        using var http = new GuardedHttp(new GuardedNetwork(new AddressGuard(options), new SystemResolver(), TimeProvider.System), options);
        await TrustAsync(dovecot, issuer);
        var client = new OAuthClient(http.Client, options, TimeProvider.System);
        var tokens = client.CreateSource(new RefreshTokenSettings("client", new Secret("secret"), new Secret("first"), issuer.TokenUrl));

        var outcome = await SendOnce(Settings(postfix.PlainPort, tokens));

        Assert.True(outcome.Kind == OutcomeKind.Accepted, outcome.ToString());
    }

    [Fact]
    public async Task XOAuth2_RefusalAsChallenge_IsAnsweredAndKept()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("AUTH XOAUTH2");
            await session.Expect("AUTH XOAUTH2 ");
            await session.Send($"334 {Convert.ToBase64String("{\"status\":\"400\",\"scope\":\"https://mail.google.com/\"}"u8)}\r\n");
            Assert.Equal("", await session.ReadLine());
            await session.Send("535-5.7.8 Username and Password not accepted. Learn more at\r\n535 5.7.8 https://support.google.com\r\n");
            await session.WaitForClose();
        });

        var outcome = await SendOnce(Settings(server.Port, Fixed("token")));

        // A fixed token cannot be renewed: the operator is told that, not sent round again.
        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "oauth_token_rejected");
        Assert.Contains("535 5.7.8 Username and Password not accepted.", outcome.Reply);
        Assert.Contains("\"status\":\"400\"", outcome.Reply);
        Assert.Equal(1, server.Connections);
        await server.Finished();
    }

    [Fact]
    public async Task Reply_QuotesTheToken_IsClean()
    {
        const string AccessToken = "ya29.a0AfH6SMBx-a-long-access-token_0123456789";
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("AUTH XOAUTH2");
            var line = (await session.Expect("AUTH XOAUTH2 "))["AUTH XOAUTH2 ".Length..];
            await session.Send($"334 {Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{{\"status\":\"400\",\"token\":\"{AccessToken}\"}}"))}\r\n");
            Assert.Equal("", await session.ReadLine());
            await session.Send($"535-5.7.8 bad line {line}\r\n535 5.7.8 bad token {AccessToken}\r\n");
            await session.WaitForClose();
        });
        var stages = new StageLog(TimeProvider.System);

        var outcome = await SendOnce(Settings(server.Port, Fixed(AccessToken)), stages: stages);

        Assert.Contains("535 5.7.8 bad line *** bad token ***", outcome.Reply);
        Assert.Contains("\"token\":\"***\"", outcome.Reply);
        Assert.All(stages.Results, stage => Assert.DoesNotContain("ya29", stage.Detail, StringComparison.Ordinal));
        await server.Finished();
    }

    [Theory]
    [InlineData("535 5.7.8 cannot use {0} here", "535 5.7.8 cannot use *** here")]
    [InlineData("535 5.7.8 cannot use {1}...", "535 5.7.8 cannot use ***...")]
    public async Task Reply_QuotesThePasswordAsItWasSent_IsClean(string reply, string expected)
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("AUTH PLAIN");
            var line = (await session.Expect("AUTH PLAIN "))["AUTH PLAIN ".Length..];
            await session.Send(string.Format(CultureInfo.InvariantCulture, reply, line, line[..20]) + "\r\n");
            await session.WaitForClose();
        });
        var stages = new StageLog(TimeProvider.System);

        var outcome = await SendOnce(To(server.Port, credentials: new PasswordCredentials("joe", new Secret("correct horse battery"))), stages: stages);

        Assert.Equal(expected, outcome.Reply);
        Assert.Equal(expected, Assert.Single(stages.Results, stage => stage.Stage == Stage.Auth).Detail);
    }

    private static SmtpSettings Settings(int port, TokenSource tokens) =>
        To(port, TlsMode.Off, new OAuthCredentials(DovecotServer.User, tokens));

    private static TokenSource Fixed(string token)
    {
        using var fixture = new OAuthFixture(FakeIssuer.Counting());
        return fixture.Client.CreateSource(new StaticTokenSettings(new Secret(token)));
    }

    private static TokenSource Renewed(FakeIssuer issuer)
    {
        var http = new HttpMessageInvoker(issuer, disposeHandler: false);
        return new OAuthClient(http, new NetworkOptions(), TimeProvider.System).CreateSource(OAuthFixture.Refresh);
    }

    private static string Good() => DovecotServer.CreateToken(DovecotServer.User, DateTimeOffset.UtcNow.AddHours(1));

    private static string Expired(TimeSpan since = default) =>
        DovecotServer.CreateToken(DovecotServer.User, DateTimeOffset.UtcNow.AddHours(-1) - since);

    private static async Task TrustAsync(DovecotServer dovecot, OAuthPeer issuer)
    {
        using var http = new HttpClient();
        using var keys = JsonDocument.Parse(await http.GetStringAsync(issuer.KeysUrl, Token));
        var key = keys.RootElement.GetProperty("keys")[0];
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(key.GetProperty("n").GetString()),
            Exponent = Base64Url.DecodeFromChars(key.GetProperty("e").GetString()),
        });
        dovecot.TrustIssuer(key.GetProperty("kid").GetString() ?? "default", rsa.ExportSubjectPublicKeyInfoPem());
    }
}
