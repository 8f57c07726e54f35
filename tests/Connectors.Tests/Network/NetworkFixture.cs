using System.Net;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.Network;

/// <summary>A guarded network over fakes, with a clock that stands still.</summary>
internal sealed class NetworkFixture
{
    public NetworkOptions Options { get; } = new();

    public FakeResolver Resolver { get; } = new();

    public FakeConnector Connector { get; } = new();

    public ManualTime Time { get; } = new();

    public Task<ConnectResult> Connect(string host, int port, NetworkPurpose purpose = NetworkPurpose.Mail, string? from = null)
    {
        var network = new GuardedNetwork(new AddressGuard(Options), Resolver, Time, Connector);

        return network.ConnectAsync(
            new NetworkTarget(host, port, purpose),
            from is null ? null : IPAddress.Parse(from),
            TimeSpan.FromSeconds(5),
            TimeSpan.FromSeconds(10),
            TestContext.Current.CancellationToken).AsTask();
    }

    public async Task<ConnectFailed> Failure(string host, int port, NetworkPurpose purpose = NetworkPurpose.Mail) =>
        Assert.IsType<ConnectFailed>(await Connect(host, port, purpose));
}
