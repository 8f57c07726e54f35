using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>
/// HTTP over a connection of its own that says how it came about: name, address, TLS. For test attempts; a pooled
/// connection would have nothing to tell.
/// </summary>
/// <param name="network">The way out.</param>
/// <param name="options">Bounds on connecting.</param>
/// <param name="operators">Set when the target is an endpoint of the operator.</param>
/// <param name="roots">In place of the system's.</param>
/// <param name="time">The clock by which the steps are told.</param>
internal sealed class ObservedHttp(
    INetwork network, NetworkOptions options, ProviderEndpoints? operators, X509Certificate2Collection? roots, TimeProvider time) : IDisposable
{
    // Connecting may go on behind an attempt that has ended: what it sees then is in nobody's way here.
    private readonly ConcurrentQueue<Step> _steps = new();
    private HttpMessageInvoker? _client;

    public HttpMessageInvoker Client => _client ??= new HttpMessageInvoker(HttpHandlers.Create(
        options,
        (context, cancellationToken) => ConnectAsync(
            context.DnsEndPoint, context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps, cancellationToken)));

    /// <summary>Connects, TLS included, and hangs up.</summary>
    public async Task TryAsync(Uri target, CancellationToken cancellationToken)
    {
        using var bound = TimeBound.Start(options.HttpDnsTimeout + (2 * options.HttpConnectTimeout), time, cancellationToken);
        await using var stream = await ConnectAsync(new DnsEndPoint(target.IdnHost, target.Port), target.Scheme == Uri.UriSchemeHttps, bound.Token);
    }

    /// <summary>Notes the steps that were made.</summary>
    public void Tell(StageLog stages)
    {
        while (_steps.TryDequeue(out var step))
        {
            stages.Add(step.Stage, step.Ok, step.Detail, stages.Begin(step.Elapsed));
        }
    }

    public void Dispose() => _client?.Dispose();

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, bool secure, CancellationToken cancellationToken)
    {
        var target = operators is null
            ? new NetworkTarget(endpoint.Host, endpoint.Port, NetworkPurpose.Http)
            : OperatorTarget.Of(endpoint, operators);
        var result = await network.ConnectAsync(target, null, options.HttpDnsTimeout, options.HttpConnectTimeout, cancellationToken);
        result = operators is null ? result : OperatorTarget.Discreet(result);
        Note(result);
        var stream = new NetworkStream(HttpHandlers.Socket(result), ownsSocket: true);
        return secure ? await SecureAsync(stream, endpoint.Host, cancellationToken) : stream;
    }

    private void Note(ConnectResult result)
    {
        var failed = result as ConnectFailed;
        if (failed?.Stage == ConnectStage.Dns)
        {
            _steps.Enqueue(new Step(Stage.Dns, false, failed.Detail, result.DnsElapsed));
            return;
        }

        _steps.Enqueue(new Step(Stage.Dns, true, "The name was resolved.", result.DnsElapsed));
        _steps.Enqueue(new Step(Stage.Connect, failed is null, failed?.Detail ?? Where(result, operators is null), result.ConnectElapsed));
    }

    private static string Where(ConnectResult result, bool isTold) => isTold && result is ConnectSucceeded connected
        ? string.Create(CultureInfo.InvariantCulture, $"Connected to {connected.Remote}.")
        : "Connected.";

    private async ValueTask<Stream> SecureAsync(NetworkStream stream, string host, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                    CertificateChainPolicy = PeerTrust.Policy(roots),
                },
                cancellationToken);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or OperationCanceledException)
        {
            _steps.Enqueue(new Step(Stage.Tls, false, "The TLS handshake failed.", time.GetElapsedTime(begin)));
            await tls.DisposeAsync();
            throw;
        }

        var protocol = tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2 ? "HTTP/2" : "HTTP/1.1";
        _steps.Enqueue(new Step(Stage.Tls, true, $"{tls.SslProtocol}, {protocol}.", time.GetElapsedTime(begin)));
        return tls;
    }

    private sealed record Step(Stage Stage, bool Ok, string Detail, TimeSpan Elapsed);
}
