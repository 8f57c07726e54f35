using System.Buffers;
using System.Text;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.Smtp.Authentication;
using EmailPlatform.Connectors.Smtp.Pooling;
using EmailPlatform.Connectors.Smtp.Security;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>What all tests that send need: settings with short waits, a message, a transport that may go to loopback.</summary>
public abstract class SmtpTests
{
    internal const string Message = "Subject: Your code\r\nFrom: app@example.com\r\n\r\nYour code is 123456.\r\n";

    internal static SmtpTimeouts Patient { get; } = new(
        TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static SmtpSettings To(
        int port, TlsMode mode = TlsMode.Off, SmtpCredentials? credentials = null, PoolLimits? pool = null, SmtpTimeouts? timeouts = null, TlsSettings? tls = null) =>
        new("localhost", port, tls ?? new TlsSettings(mode), timeouts ?? Patient, pool ?? PoolLimits.Default, "client.example.com", null, credentials);

    internal static SmtpTransport Open(SmtpSettings settings) => Open(settings, TimeProvider.System);

    internal static SmtpTransport Open(SmtpSettings settings, TimeProvider time)
    {
        var guard = new AddressGuard(new NetworkOptions { AllowLoopback = true });
        return new SmtpTransport(settings, new GuardedNetwork(guard, new SystemResolver(), TimeProvider.System), time);
    }

    internal static async Task<Outcome> SendOnce(SmtpSettings settings, string to = "joe@example.org", string content = Message, StageLog? stages = null)
    {
        await using var transport = Open(settings);
        return await Send(transport, to, content, stages);
    }

    internal static Task<Outcome> Send(
        SmtpTransport transport, string to = "joe@example.org", string content = Message, StageLog? stages = null, CancellationToken cancellationToken = default) =>
        transport.SendAsync(
            new SmtpEnvelope(EmailAddress.Parse("app@example.com"), EmailAddress.Parse(to)),
            new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(content)),
            new AttemptContext(stages),
            cancellationToken == default ? Token : cancellationToken);

    internal static void AssertOutcome(Outcome outcome, OutcomeKind kind, FaultScope? scope, string code) =>
        Assert.Equal((kind, scope, code), (outcome.Kind, outcome.Scope, outcome.Code));
}
