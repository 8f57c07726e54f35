using System.Net;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.Smtp.Security;
using EmailPlatform.TestKit.Peers;
using EmailPlatform.TestKit.Smtp;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>What a test send shows of a connection that never came as far as mail.</summary>
public sealed class OpeningStagesTests : SmtpTests
{
    [Fact]
    public async Task Greeting_RefusedInsideTls_IsNoTroubleOfTls()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.StartTls(certificate);
            await session.Send("554 no service here\r\n");
            await session.WaitForClose();
        });

        Assert.Equal(
            [(Stage.Dns, true), (Stage.Connect, true), (Stage.Tls, true), (Stage.Connect, false)],
            await StagesOf(To(server.Port, tls: new TlsSettings(TlsMode.Implicit, TrustedRoots: authority.Roots))));
    }

    [Fact]
    public async Task Hello_RefusedAfterStartTls_IsNoTroubleOfTls()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Greet("STARTTLS");
            await session.Expect("STARTTLS");
            await session.Send("220 go ahead\r\n");
            await session.StartTls(certificate);
            await session.Expect("EHLO ");
            await session.Send("554 not you\r\n");
            await session.WaitForClose();
        });

        Assert.Equal(
            [(Stage.Dns, true), (Stage.Connect, true), (Stage.Tls, true), (Stage.Connect, false)],
            await StagesOf(To(server.Port, tls: new TlsSettings(TlsMode.StartTlsRequired, TrustedRoots: authority.Roots))));
    }

    [Fact]
    public async Task Hello_RefusedInClear_IsToldOnce()
    {
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Send("220 scripted.example\r\n");
            await session.Expect("EHLO ");
            await session.Send("554 not you\r\n");
            await session.WaitForClose();
        });

        Assert.Equal([(Stage.Dns, true), (Stage.Connect, false)], await StagesOf(To(server.Port)));
    }

    [Fact]
    public async Task Connect_Fails_TellsWhatEachStageTook()
    {
        var time = new ManualTime();
        var stages = new StageLog(time);
        await using var transport = new SmtpTransport(To(25), new SlowNetwork(time), time);

        await Send(transport, stages: stages);

        Assert.Equal([(Stage.Dns, 10), (Stage.Connect, 5000)], stages.Results.Select(result => (result.Stage, result.Milliseconds)));
    }

    private static async Task<IEnumerable<(Stage Stage, bool Ok)>> StagesOf(SmtpSettings settings)
    {
        var stages = new StageLog(TimeProvider.System);
        await SendOnce(settings, stages: stages);
        return stages.Results.Select(result => (result.Stage, result.Ok));
    }

    private sealed class SlowNetwork(ManualTime time) : INetwork
    {
        public ValueTask<ConnectResult> ConnectAsync(
            NetworkTarget target, IPAddress? localAddress, TimeSpan dnsTimeout, TimeSpan connectTimeout, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (dns, connect) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5));
            time.Advance(dns + connect);
            return ValueTask.FromResult<ConnectResult>(new ConnectFailed(ConnectStage.Connect, ConnectFailureKind.Refused, "No.", null, dns, connect));
        }
    }
}
