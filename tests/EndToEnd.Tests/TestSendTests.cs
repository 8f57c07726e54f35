using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>A test send that fails names the step that failed and what to change.</summary>
public sealed class TestSendTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Host_WithoutAddress_FailsAtDns() =>
        await Fails(SmtpConfig.For(2525, "no-such-host.invalid").With("dnsTimeout", 5_000), "dns", "host");

    [Fact]
    public async Task Port_ThatNobodyListensOn_FailsAtConnect() =>
        await Fails(SmtpConfig.For(LoopbackPort.Next()), "connect", "port");

    [Fact]
    public async Task Secure_OnAPortThatGreetsInClear_FailsAtTls()
    {
        await using var sink = await SmtpSink.Start();

        await Fails(SmtpConfig.For(sink.Port).With("secure", true), "tls", "secure to false");
    }

    [Fact]
    public async Task Clear_OnAPortForTls_FailsAtConnect()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        await using var sink = await SmtpSink.Start();
        await using var stunnel = await Stunnel.Start(sink.Port, certificate);

        await Fails(SmtpConfig.For(stunnel.Port).With("greetingTimeout", 2_000), "connect", "secure to true");
    }

    [Fact]
    public async Task Credentials_WhereNoTlsIsOffered_FailBeforeTheyAreShown()
    {
        await using var correspondent = new Correspondent { Capabilities = ["AUTH PLAIN"] };

        await Fails(SmtpConfig.For(correspondent.Port).WithLogin("joe", "swordfish"), "tls", "ignoreTLS");

        Assert.DoesNotContain(correspondent.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Certificate_SelfSigned_FailsAtTls()
    {
        using var certificate = TestAuthority.SelfSigned();
        await using var sink = await SmtpSink.Start();
        await using var stunnel = await Stunnel.Start(sink.Port, certificate);

        var result = await Fails(SmtpConfig.For(stunnel.Port, "localhost").With("secure", true), "tls", "trusted");

        Assert.Equal("certificate_self_signed", (string?)result["code"]);
    }

    [Fact]
    public async Task Certificate_OfAnotherHost_FailsAtTls()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("mail.elsewhere.example");
        await using var sink = await SmtpSink.Start();
        await using var stunnel = await Stunnel.Start(sink.Port, certificate);

        var result = await Fails(SmtpConfig.For(stunnel.Port, "localhost").With("secure", true).With("tls", Trusting(authority)), "tls", "servername");

        Assert.Equal("certificate_wrong_host", (string?)result["code"]);
        Assert.Contains("mail.elsewhere.example", FailedStage(result)["detail"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_Expired_FailsAtTls()
    {
        using var authority = new TestAuthority();
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = authority.Issue(from: now.AddDays(-90), until: now.AddDays(-1));
        await using var sink = await SmtpSink.Start();
        await using var stunnel = await Stunnel.Start(sink.Port, certificate, "protocol = smtp");

        // Demanded, or a server without a usable certificate would be sent to in clear.
        var result = await Fails(SmtpConfig.For(stunnel.Port, "localhost").With("requireTLS", true).With("tls", Trusting(authority)), "tls", "renew");

        Assert.Equal("certificate_expired", (string?)result["code"]);
    }

    [Fact]
    public async Task Password_Wrong_FailsAtAuth()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        await using var dovecot = await DovecotServer.Start();
        await using var postfix = await PostfixServer.Start(certificate, dovecot);
        var config = SmtpConfig.For(postfix.PlainPort).WithLogin(DovecotServer.User, "not the password").With("tls", Trusting(authority));

        await Fails(config, "auth", "password");
    }

    [Fact]
    public async Task Sender_Refused_FailsAtMail()
    {
        await using var postfix = await PostfixServer.Start(
            settings: ["smtpd_delay_reject = no", "smtpd_sender_restrictions = check_sender_access inline:{{app@example.org = 550 5.7.1 Not your address}}"]);

        var result = await Fails(SmtpConfig.For(postfix.PlainPort), "mail", "fromEmail");

        Assert.Contains("Not your address", FailedStage(result)["detail"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipient_Refused_FailsAtRcpt()
    {
        await using var postfix = await PostfixServer.Start();

        var result = await Fails(SmtpConfig.For(postfix.PlainPort), "rcpt", "address", PostfixServer.UnknownRecipient);

        Assert.Equal("rejected", (string?)result["outcome"]);
    }

    [Fact]
    public async Task Content_Refused_FailsAtData()
    {
        await using var sink = await SmtpSink.Start("-f", ".", "-B", "554 5.6.0 Not this content");

        await Fails(SmtpConfig.For(sink.Port), "data", "content");
    }

    [Fact]
    public async Task Everything_InOrder_ShowsEveryStage()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        await using var dovecot = await DovecotServer.Start();
        await using var postfix = await PostfixServer.Start(certificate, dovecot);
        var tenant = await fixture.NewTenant();
        var config = SmtpConfig.For(postfix.PlainPort).WithLogin(DovecotServer.User, DovecotServer.Password).With("tls", Trusting(authority));
        var revision = await tenant.Save(config);

        var report = await tenant.Test(revision, "tester@example.org", true, "SignIn");

        Assert.True((bool)report["ok"]!, report.ToString());
        var stages = report["results"]![0]!["stages"]!.AsArray();
        Assert.Equal(["config", "render", "dns", "connect", "tls", "auth", "mail", "rcpt", "data"], stages.Select(stage => (string?)stage!["stage"]));
        Assert.All(stages, stage => Assert.True((bool)stage!["ok"]! && (double)stage["milliseconds"]! >= 0, report.ToString()));
        Assert.Contains("000000", await postfix.WaitForMail((string)report["results"]![0]!["messageId"]!, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendFalse_GoesAsFarAsAuthAndSendsNothing()
    {
        await using var correspondent = new Correspondent { Capabilities = ["AUTH PLAIN"] };
        var tenant = await fixture.NewTenant();
        var config = SmtpConfig.For(correspondent.Port).WithLogin("joe", "swordfish").With("ignoreTLS", true);
        var revision = await tenant.Save(config);

        var report = await tenant.Test(revision, send: false);

        Assert.True((bool)report["ok"]!, report.ToString());
        Assert.Null(report["receipt"]);
        Assert.Equal(SmtpConfig.Usages.Length, report["results"]!.AsArray().Count);
        Assert.Contains(report["results"]![0]!["stages"]!.AsArray(), stage => (string?)stage!["stage"] == "auth");
        Assert.Contains(correspondent.Commands, command => command.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
        Assert.DoesNotContain(correspondent.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Empty(correspondent.Mails);
        Assert.False((bool)(await tenant.Get($"/connector/revisions/{revision}")).Json["tested"]!);
    }

    private async Task<JsonNode> Fails(JsonObject config, string stage, string hint, string to = "tester@example.org")
    {
        var tenant = await fixture.NewTenant();
        var revision = await tenant.Save(config);

        var report = await tenant.Test(revision, to, true, "SignIn");

        Assert.False((bool)report["ok"]!, report.ToString());
        Assert.Null(report["receipt"]);
        var result = Assert.Single(report["results"]!.AsArray())!;
        Assert.True((string?)FailedStage(result)["stage"] == stage, $"{stage} should have failed: {report}");
        Assert.NotEqual("", (string?)FailedStage(result)["detail"]);
        Assert.Contains(hint, (string?)result["hint"] ?? throw new InvalidOperationException($"No hint: {report}"), StringComparison.OrdinalIgnoreCase);
        Assert.NotNull((string?)result["code"]);
        (await tenant.TryActivate(revision)).ExpectProblem(HttpStatusCode.Conflict, "untested_revision");
        return result;
    }

    private static JsonNode FailedStage(JsonNode result)
    {
        var stages = result["stages"]!.AsArray();
        var failed = Assert.Single(stages, stage => !(bool)stage!["ok"]!)!;
        Assert.Same(stages[^1], failed);
        return failed;
    }

    private static JsonObject Trusting(TestAuthority authority) => new() { ["ca"] = new JsonArray(authority.Roots[0].ExportCertificatePem()) };
}
