using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.Smtp.Authentication;
using EmailPlatform.Connectors.Smtp.Security;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>Opens connections as far as mail can be sent on them: DNS, TCP, TLS, EHLO, AUTH.</summary>
internal sealed class SmtpDialer(SmtpSettings settings, INetwork network, TimeProvider time)
{
    private readonly NetworkTarget _target = new(settings.Host, settings.Port, NetworkPurpose.Mail);
    private readonly TlsUpgrade _tls = new(settings.Tls, settings.Host, time);
    private readonly ServerLessons _lessons = new();
    private readonly Authenticator? _authenticator = settings.Credentials is { } credentials
        ? new Authenticator(credentials, settings.Host, settings.Port)
        : null;

    public async ValueTask<Dialed> DialAsync(StageLog? stages, CancellationToken cancellationToken)
    {
        var dialed = await DialAsync(stages, rejected: null, cancellationToken);

        return dialed is { RejectedToken: { } token, Failure: { } refusal } && _authenticator is not null
            ? await DialRenewedAsync(_authenticator, token, refusal, stages, cancellationToken)
            : dialed;
    }

    /// <summary>
    /// Tokens are withdrawn before they expire, so a refused one is renewed once. Some servers close after a refused
    /// AUTH: the new one goes over a new connection.
    /// </summary>
    private async ValueTask<Dialed> DialRenewedAsync(
        Authenticator authenticator, Secret token, Outcome refusal, StageLog? stages, CancellationToken cancellationToken)
    {
        Outcome? trouble;
        try
        {
            trouble = await authenticator.RenewAsync(token, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Dialed(null, refusal);
        }

        return trouble is null
            ? await DialAsync(stages, token, cancellationToken)
            : new Dialed(null, trouble with { Reply = $"{trouble.Reply} The server said: {refusal.Reply}" });
    }

    private async ValueTask<Dialed> DialAsync(StageLog? stages, Secret? rejected, CancellationToken cancellationToken)
    {
        var begin = stages?.Begin() ?? 0;
        ConnectResult result;
        try
        {
            result = await network.ConnectAsync(
                _target, settings.LocalAddress, settings.Timeouts.Dns, settings.Timeouts.Connection, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            stages?.Add(Stage.Connect, false, "No connection before the attempt's time was over.", begin);
            return new Dialed(null, Outcome.Deferred(
                FaultScope.Platform,
                "cancelled",
                "No connection before the attempt's time was over.",
                hint: "The host does not answer: check host and port."));
        }

        if (result is ConnectFailed failed)
        {
            return new Dialed(null, ConnectTrouble.Describe(failed, stages));
        }

        var connected = (ConnectSucceeded)result;
        stages?.Add(Stage.Dns, true, $"{settings.Host} is {connected.Remote.Address}", stages.Begin(connected.DnsElapsed));
        return await OpenAsync(new SmtpWire(connected.Socket, settings.Timeouts.Socket, time), connected, stages, rejected, cancellationToken);
    }

    private async ValueTask<Dialed> OpenAsync(
        SmtpWire wire, ConnectSucceeded connected, StageLog? stages, Secret? rejected, CancellationToken cancellationToken)
    {
        var opening = new SmtpOpening(wire, settings, _tls, _authenticator, connected, stages);
        SmtpSession? session = null;
        wire.Deadline.Attach(cancellationToken);
        try
        {
            var failure = await opening.RunAsync(rejected, cancellationToken);
            session = failure is null ? new SmtpSession(wire, opening.Capabilities, _lessons) : null;
            return new Dialed(session, failure, opening.RejectedToken);
        }
        catch (WireException exception)
        {
            return new Dialed(null, opening.Describe(exception));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Only the wait for an access token throws this.
            return new Dialed(null, Outcome.Deferred(FaultScope.Platform, "cancelled", "No access token before the attempt's time was over."));
        }
        finally
        {
            wire.Deadline.Detach();
            if (session is null)
            {
                wire.Dispose();
            }
        }
    }
}
