using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EmailPlatform.TestKit.Peers;
using EmailPlatform.TestKit.Smtp;

namespace EmailPlatform.Connectors.Smtp.Security;

/// <summary>Certificates that must not be taken, shown by stunnel in front of a server.</summary>
public sealed class CertificateTests : SmtpTests, IDisposable
{
    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData(TlsMode.Implicit)]
    [InlineData(TlsMode.StartTlsRequired)]
    [InlineData(TlsMode.StartTlsIfOffered)]
    public async Task Send_CertificateExpired_SaysSo(object mode)
    {
        using var certificate = _authority.Issue(until: DateTimeOffset.UtcNow.AddHours(-1));

        AssertRefused(await SendTo(certificate, (TlsMode)mode), "certificate_expired");
    }

    [Fact]
    public async Task Send_CertificateNotYetValid_SaysSo()
    {
        using var certificate = _authority.Issue(from: DateTimeOffset.UtcNow.AddDays(1));

        AssertRefused(await SendTo(certificate), "certificate_not_yet_valid");
    }

    [Fact]
    public async Task Send_CertificateForAnotherHost_NamesIt()
    {
        using var certificate = _authority.Issue("mail.example.net");

        var outcome = await SendTo(certificate);

        AssertRefused(outcome, "certificate_wrong_host");
        Assert.Contains("mail.example.net", outcome.Reply);
    }

    [Fact]
    public async Task Send_CertificateForTheServerName_IsTaken()
    {
        using var certificate = _authority.Issue("mail.example.net");

        var outcome = await SendTo(certificate, tls: new TlsSettings(TlsMode.Implicit, "mail.example.net", TrustedRoots: _authority.Roots));

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
    }

    [Fact]
    public async Task Send_SelfSigned_SaysSo()
    {
        using var certificate = TestAuthority.SelfSigned();

        AssertRefused(await SendTo(certificate), "certificate_self_signed");
    }

    [Fact]
    public async Task Send_UnknownAuthority_SaysSo()
    {
        using var other = new TestAuthority();
        using var certificate = other.Issue();

        AssertRefused(await SendTo(certificate), "certificate_untrusted");
        AssertRefused(await SendTo(certificate, tls: new TlsSettings(TlsMode.Implicit)), "certificate_untrusted");
    }

    [Fact]
    public async Task Send_SelfSignedButNotVerified_IsTakenAndNoted()
    {
        using var certificate = TestAuthority.SelfSigned();
        var stages = new StageLog(TimeProvider.System);

        var outcome = await SendTo(certificate, tls: new TlsSettings(TlsMode.Implicit, Verify: false), stages: stages);

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.Contains(stages.Results, result => result.Stage == Stage.Tls && result.Detail.Contains("NOT verified", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_NoTlsVersionInCommon_SaysSo()
    {
        using var certificate = _authority.Issue();

        var outcome = await SendTo(
            certificate,
            tls: new TlsSettings(TlsMode.Implicit, Protocols: SslProtocols.Tls13, TrustedRoots: _authority.Roots),
            settings: "sslVersionMax = TLSv1.2");

        AssertRefused(outcome, "tls_failed");
        Assert.Contains("TLS version", outcome.Hint);
    }

    [Fact]
    public async Task Send_OnlyTls12_IsTaken()
    {
        using var certificate = _authority.Issue();
        var stages = new StageLog(TimeProvider.System);

        var outcome = await SendTo(certificate, settings: "sslVersionMax = TLSv1.2", stages: stages);

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.Contains(stages.Results, result => result.Stage == Stage.Tls && result.Detail.StartsWith("Tls12", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_ServerWantsAClientCertificate_IsTakenOnlyWithOne(bool shown)
    {
        using var certificate = _authority.Issue();
        using var own = _authority.Issue("client.example.com");
        using var folder = new TemporaryFolder();
        var roots = folder.Write("roots.pem", _authority.Roots.ExportCertificatePems());

        var outcome = await SendTo(
            certificate,
            tls: new TlsSettings(TlsMode.Implicit, TrustedRoots: _authority.Roots, ClientCertificate: shown ? own : null),
            settings: $"verifyChain = yes\nCAfile = {roots}");

        Assert.Equal(shown ? OutcomeKind.Accepted : OutcomeKind.Deferred, outcome.Kind);
    }

    [Fact]
    public async Task Send_ClientCertificateOfAnIntermediate_GoesWithTheIntermediate()
    {
        using var intermediate = new TestAuthority(_authority);
        using var certificate = _authority.Issue();
        using var own = intermediate.Issue("client.example.com");
        using var folder = new TemporaryFolder();
        var roots = folder.Write("roots.pem", _authority.Roots.ExportCertificatePems());

        var outcome = await SendTo(
            certificate,
            tls: new TlsSettings(TlsMode.Implicit, TrustedRoots: _authority.Roots, ClientCertificate: own, ClientIntermediates: intermediate.Roots),
            settings: $"verifyChain = yes\nCAfile = {roots}");

        Assert.True(outcome.Kind == OutcomeKind.Accepted, outcome.ToString());
    }

    [Theory]
    [InlineData("30038205")]
    [InlineData("30")]
    [InlineData("30028203")]
    [InlineData("30058703010203")]
    [InlineData("30038201FF")]
    public async Task Send_CertificateWithGarbledNames_SaysSo(string names)
    {
        using var certificate = _authority.Issue("mail.example.net", extensions: [new X509Extension("2.5.29.17", Convert.FromHexString(names), critical: false)]);
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("STARTTLS");
            await session.Expect("STARTTLS");
            await session.Send("220 go ahead\r\n");
            await session.StartTls(certificate);
            await session.WaitForClose();
        });

        var outcome = await SendOnce(To(server.Port, tls: new TlsSettings(TlsMode.StartTlsRequired, TrustedRoots: _authority.Roots)));

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector), (outcome.Kind, outcome.Scope));
        Assert.StartsWith("certificate_", outcome.Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ImplicitTlsToAPlainPort_SaysSo()
    {
        await using var sink = await SmtpSink.Start();

        var outcome = await SendOnce(To(sink.Port, TlsMode.Implicit));

        AssertRefused(outcome, "tls_not_spoken");
        Assert.Contains("secure to false", outcome.Hint);
    }

    [Fact]
    public async Task Send_PlainToATlsPort_SaysWhatToDo()
    {
        using var certificate = _authority.Issue();
        await using var sink = await SmtpSink.Start();
        await using var stunnel = await Stunnel.Start(sink.Port, certificate);

        var outcome = await SendOnce(To(stunnel.Port, TlsMode.StartTlsIfOffered, timeouts: Patient with { Greeting = TimeSpan.FromMilliseconds(300) }));

        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Platform, "greeting_timeout");
        Assert.Contains("secure to true", outcome.Hint);
    }

    [Fact]
    public async Task Send_StartTlsRequiredButNotOffered_IsNotSent()
    {
        await using var sink = await SmtpSink.Start();

        AssertRefused(await SendOnce(To(sink.Port, TlsMode.StartTlsRequired)), "starttls_not_offered");
    }

    public void Dispose() => _authority.Dispose();

    private async Task<Outcome> SendTo(
        X509Certificate2 certificate, TlsMode mode = TlsMode.Implicit, TlsSettings? tls = null, StageLog? stages = null, string settings = "")
    {
        await using var sink = await SmtpSink.Start();
        await using var stunnel = await Stunnel.Start(sink.Port, certificate, mode == TlsMode.Implicit ? "" : "protocol = smtp", settings);
        return await SendOnce(To(stunnel.Port, tls: tls ?? new TlsSettings(mode, TrustedRoots: _authority.Roots)), stages: stages);
    }

    private static void AssertRefused(Outcome outcome, string code)
    {
        AssertOutcome(outcome, OutcomeKind.Deferred, FaultScope.Connector, code);
        Assert.False(string.IsNullOrEmpty(outcome.Hint));
    }
}
