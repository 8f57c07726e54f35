using EmailPlatform.Connectors.Smtp.Security;
using EmailPlatform.TestKit.Peers;

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

        public async ValueTask InitializeAsync()
        {
            _dovecot = await DovecotServer.Start();
            using var certificate = Authority.Issue();
            _postfix = await PostfixServer.Start(
                certificate,
                _dovecot,
                "smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination",
                "default_transport = discard:",
                "smtpd_recipient_restrictions =");
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

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData(null)]
    public async Task Send_GoodPassword_IsAccepted(string? mechanism)
    {
        foreach (var mode in new[] { TlsMode.Off, TlsMode.StartTlsRequired, TlsMode.Implicit })
        {
            var stages = new StageLog(TimeProvider.System);

            var outcome = await SendOnce(Settings(mode, new PasswordCredentials(DovecotServer.User, new Secret(DovecotServer.Password), mechanism)), Outside, stages: stages);

            Assert.True(outcome.Kind == OutcomeKind.Accepted, outcome.ToString());
            var auth = Assert.Single(stages.Results, result => result.Stage == Stage.Auth);
            Assert.StartsWith(mechanism ?? (mode == TlsMode.Off ? "SCRAM-SHA-256" : "PLAIN"), auth.Detail);
        }
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    public async Task Send_WrongPassword_IsTheConnectorsFault(string mechanism)
    {
        var outcome = await SendOnce(Settings(TlsMode.Implicit, new PasswordCredentials(DovecotServer.User, new Secret("wrong"), mechanism)));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "535 5.7.8");
        Assert.Contains("password", outcome.Hint);
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
        var outcome = await SendOnce(Settings(TlsMode.Implicit, new PasswordCredentials("joe", new Secret("x"), "NTLM")));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, "auth_mechanism_not_offered");
        Assert.Contains("SCRAM-SHA-256", outcome.Reply);
    }

    private SmtpSettings Settings(TlsMode mode, SmtpCredentials? credentials) => To(
        mode == TlsMode.Implicit ? servers.Postfix.TlsPort : servers.Postfix.PlainPort,
        credentials: credentials,
        tls: new TlsSettings(mode, TrustedRoots: servers.Authority.Roots));
}
