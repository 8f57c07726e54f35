using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.Smtp.Authentication;
using EmailPlatform.Connectors.Smtp.Replies;
using EmailPlatform.Connectors.Smtp.Security;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>The talk on a new connection before there can be mail. Each step answers the reason to stop, or nothing.</summary>
internal sealed class SmtpOpening(
    SmtpWire wire, SmtpSettings settings, TlsUpgrade tls, Authenticator? authenticator, ConnectSucceeded connected, StageLog? stages)
{
    private Stage _stage = Stage.Connect;
    private SmtpStep _step = SmtpStep.Greeting;
    private string _shown = connected.Remote.ToString();
    private long _begin = stages?.Begin(connected.ConnectElapsed) ?? 0;
    private bool _isEncrypted;

    public SmtpCapabilities Capabilities { get; private set; } = SmtpCapabilities.None;

    public Secret? RejectedToken { get; private set; }

    public async ValueTask<Outcome?> RunAsync(Secret? rejected, CancellationToken cancellationToken)
    {
        var isImplicit = settings.Tls.Mode == TlsMode.Implicit;
        if (isImplicit)
        {
            Pass(_shown);
        }

        var failure = (isImplicit ? await EncryptAsync(settings.Timeouts.Greeting) : null)
            ?? await GreetAsync()
            ?? await SayHelloAsync();
        if (failure is null && !isImplicit)
        {
            failure = await StartTlsAsync();
        }

        return failure is null && authenticator is not null
            ? await AuthenticateAsync(authenticator, rejected, cancellationToken)
            : failure;
    }

    /// <summary>What it means that the connection broke where we are.</summary>
    public Outcome Describe(WireException exception)
    {
        var outcome = OpeningTrouble.Describe(exception, _step, settings, _isEncrypted);
        stages?.Add(_stage, false, outcome.Reply ?? outcome.Code, _begin);
        return outcome;
    }

    private async ValueTask<Outcome?> GreetAsync()
    {
        EnterTalk(SmtpStep.Greeting);
        var reply = await wire.ReadReplyAsync(settings.Timeouts.Greeting);
        if (reply.Code != 220)
        {
            return Fail(ReplyJudge.Judge(SmtpStep.Greeting, reply));
        }

        _shown = $"{_shown}: {reply.ReadText()}";
        return null;
    }

    private async ValueTask<Outcome?> SayHelloAsync()
    {
        EnterTalk(SmtpStep.Hello);
        var reply = await HelloAsync("EHLO "u8.ToArray());
        if (reply.IsPositive)
        {
            return Welcome(SmtpCapabilities.Parse(reply));
        }

        // RFC 5321, section 3.2: servers of RFC 821 know only HELO.
        if (reply.Code is >= 500 and not 521 and not 554)
        {
            reply = await HelloAsync("HELO "u8.ToArray());
        }

        return reply.IsPositive ? Welcome(SmtpCapabilities.None) : Fail(ReplyJudge.Judge(SmtpStep.Hello, reply));
    }

    private Outcome? Welcome(SmtpCapabilities offered)
    {
        Capabilities = offered;
        return _isEncrypted ? null : Pass(_shown);
    }

    private async ValueTask<SmtpReply> HelloAsync(byte[] command)
    {
        wire.Output.Add(command);
        wire.Output.Add(settings.EhloName ?? EhloName.Literal(wire.Local?.Address));
        wire.Output.Add("\r\n"u8);
        await wire.FlushAsync();
        return await wire.ReadReplyAsync();
    }

    private async ValueTask<Outcome?> StartTlsAsync()
    {
        if (settings.Tls.Mode == TlsMode.Off)
        {
            return null;
        }

        Enter(Stage.Tls, SmtpStep.StartTls);
        if (!Capabilities.StartTls)
        {
            return settings.Tls.Mode == TlsMode.StartTlsRequired || authenticator is not null ? Fail(OpeningTrouble.StartTlsNotOffered) : null;
        }

        wire.Output.Add("STARTTLS\r\n"u8);
        await wire.FlushAsync();
        var reply = await wire.ReadReplyAsync();
        if (reply.Code != 220)
        {
            return Fail(ReplyJudge.Judge(SmtpStep.StartTls, reply));
        }

        // Said in clear, it would be taken for something said inside (CVE-2011-0411).
        if (wire.HasBufferedInput)
        {
            return Fail(OpeningTrouble.SaidBeforeTls);
        }

        Capabilities = SmtpCapabilities.None;
        return await EncryptAsync(settings.Timeouts.Socket) ?? await SayHelloAsync();
    }

    private async ValueTask<Outcome?> EncryptAsync(TimeSpan timeout)
    {
        Enter(Stage.Tls, SmtpStep.StartTls);
        var upgraded = await tls.RunAsync(wire, timeout);
        _isEncrypted = upgraded.Failure is null;
        return upgraded.Failure is { } failure ? Fail(failure) : Pass(upgraded.Detail);
    }

    private async ValueTask<Outcome?> AuthenticateAsync(Authenticator who, Secret? rejected, CancellationToken cancellationToken)
    {
        Enter(Stage.Auth, SmtpStep.Auth);
        var serverIsProven = _isEncrypted && settings.Tls.Verify;
        var result = await who.RunAsync(wire, Capabilities, serverIsProven, rejected, cancellationToken);

        // Refused twice is refused: the second time nothing is left to renew.
        RejectedToken = rejected is null ? result.RejectedToken : null;
        return result.Failure is { } failure ? Fail(failure) : Pass(result.Detail);
    }

    /// <summary>In clear, greeting and EHLO are part of connecting; inside TLS they begin it anew, for TLS itself was good.</summary>
    private void EnterTalk(SmtpStep step)
    {
        _step = step;
        if (_isEncrypted)
        {
            Enter(Stage.Connect, step);
        }
    }

    private void Enter(Stage stage, SmtpStep step)
    {
        _stage = stage;
        _step = step;
        _begin = stages?.Begin() ?? 0;
    }

    private Outcome? Pass(string detail)
    {
        stages?.Add(_stage, true, detail, _begin);
        return null;
    }

    private Outcome Fail(Outcome outcome)
    {
        stages?.Add(_stage, false, outcome.Reply ?? outcome.Code, _begin);
        return outcome;
    }
}
