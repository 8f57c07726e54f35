using System.Security.Cryptography.X509Certificates;
using EmailPlatform.Connectors.Smtp.Security;
using EmailPlatform.TestKit.Peers;
using EmailPlatform.TestKit.Smtp;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>Every mechanism against Postfix with Dovecot's SASL.</summary>
public sealed class AuthenticationTests(AuthenticationTests.Fixture servers) : SmtpTests, IClassFixture<AuthenticationTests.Fixture>
{
    // Only who has logged in may send there.
    private const string Outside = "joe@elsewhere.example";

    public sealed class Fixture : IAsyncLifetime
    {
        private PostfixServer? _postfix;
        private DovecotServer? _dovecot;

        public TestAuthority Authority { get; } = new();

        public PostfixServer Postfix => _postfix ?? throw new InvalidOperationException("Postfix was not started.");

        public static Task<PostfixServer> StartPostfix(X509Certificate2 certificate, DovecotServer dovecot) => PostfixServer.Start(
            certificate,
            dovecot,
            "smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination",
            "default_transport = discard:",
            "smtpd_recipient_restrictions =");

        public async ValueTask InitializeAsync()
        {
            _dovecot = await DovecotServer.Start();
            using var certificate = Authority.Issue();
            _postfix = await StartPostfix(certificate, _dovecot);
        }

        public async ValueTask DisposeAsync()
        {
            if (_postfix is not null)
            {
                await _postfix.DisposeAsync();
            }

            if (_dovecot is not null)
            {
                await _dovecot.DisposeAsync();
            }

            Authority.Dispose();
        }
    }

    [Fact]
    public async Task Send_GoodPassword_GoesByTheMechanismThatFitsTheConnection()
    {
        foreach (var mode in new[] { TlsMode.Off, TlsMode.StartTlsRequired, TlsMode.Implicit })
        {
            var stages = new StageLog(TimeProvider.System);

            var outcome = await SendOnce(Settings(mode, new PasswordCredentials(DovecotServer.User, new Secret(DovecotServer.Password))), Outside, stages: stages);

            Assert.True(outcome.Kind == OutcomeKind.Accepted, outcome.ToString());
            var auth = Assert.Single(stages.Results, result => result.Stage == Stage.Auth);
            Assert.StartsWith(mode == TlsMode.Off ? "SCRAM-SHA-256" : "PLAIN", auth.Detail);
        }
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    public async Task Send_OneMechanismOffered_TakesTheGoodPasswordAndNotTheWrong(string mechanism)
    {
        await using var dovecot = await DovecotServer.Start(mechanism.ToLowerInvariant());
        using var certificate = servers.Authority.Issue();
        await using var postfix = await Fixture.StartPostfix(certificate, dovecot);
        var stages = new StageLog(TimeProvider.System);

        var good = await SendOnce(Settings(postfix, TlsMode.Implicit, new PasswordCredentials(DovecotServer.User, new Secret(DovecotServer.Password))), Outside, stages: stages);
        var wrong = await SendOnce(Settings(postfix, TlsMode.Implicit, new PasswordCredentials(DovecotServer.User, new Secret("wrong"))));

        Assert.True(good.Kind == OutcomeKind.Accepted, good.ToString());
        Assert.StartsWith(mechanism, Assert.Single(stages.Results, result => result.Stage == Stage.Auth).Detail);
        AssertOutcome(wrong, OutcomeKind.Deferred, FaultScope.Connector, "535 5.7.8");
        Assert.Contains("password", wrong.Hint);
    }

    [Fact]
    public async Task Send_NoCredentials_IsTheConnectorsFault()
    {
        var outcome = await SendOnce(Settings(TlsMode.Implicit, null), Outside);

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "554 5.7.1");
    }

    [Fact]
    public async Task Send_MechanismNotOffered_NamesThoseThatAre()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("AUTH NTLM GSSAPI");
            await session.WaitForClose();
        });

        var outcome = await SendOnce(To(server.Port, credentials: new PasswordCredentials("joe", new Secret("x"))));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "auth_mechanism_not_offered");
        Assert.Contains("NTLM GSSAPI", outcome.Reply);
    }

    private SmtpSettings Settings(TlsMode mode, SmtpCredentials? credentials) => Settings(servers.Postfix, mode, credentials);

    private SmtpSettings Settings(PostfixServer postfix, TlsMode mode, SmtpCredentials? credentials) => To(
        mode == TlsMode.Implicit ? postfix.TlsPort : postfix.PlainPort,
        credentials: credentials,
        tls: new TlsSettings(mode, TrustedRoots: servers.Authority.Roots));
}
