using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

public sealed class GuardedNetworkTimeTests
{
    private readonly NetworkFixture _it = new();

    [Fact]
    public async Task Connect_SilentHost_TimesOutWithTheElapsedTime()
    {
        _it.Resolver.With("silent.example.com", "8.8.8.8");
        _it.Connector.Silent("8.8.8.8");

        var connecting = _it.Connect("silent.example.com", 25);
        await _it.Time.WhenTimersAsync(1);
        _it.Time.Advance(TimeSpan.FromSeconds(10));
        var failure = Assert.IsType<ConnectFailed>(await connecting);

        Assert.Equal((ConnectStage.Connect, ConnectFailureKind.Timeout), (failure.Stage, failure.Kind));
        Assert.Equal(TimeSpan.FromSeconds(10), failure.ConnectElapsed);
        Assert.Contains("10 s", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_FirstAddressSilent_StartsTheNextBesideItAndEndsTheFirst()
    {
        _it.Resolver.With("dual.example.com", "2a00::1", "8.8.8.8");
        _it.Connector.Silent("2a00::1");

        var connecting = _it.Connect("dual.example.com", 25);
        await _it.Time.WhenTimersAsync(2);
        _it.Time.Advance(TimeSpan.FromMilliseconds(250));
        var result = Assert.IsType<ConnectSucceeded>(await connecting);

        Assert.Equal("8.8.8.8", result.Remote.Address.ToString());
        await _it.Connector.GivenUp.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Connect_FirstAddressRefuses_TriesTheNextAtOnce()
    {
        _it.Resolver.With("two.example.com", "8.8.8.8", "8.8.4.4");
        _it.Connector.Fails("8.8.8.8", SocketError.ConnectionRefused);

        var result = Assert.IsType<ConnectSucceeded>(await _it.Connect("two.example.com", 25));

        Assert.Equal("8.8.4.4", result.Remote.Address.ToString());
        Assert.Equal(TimeSpan.Zero, result.ConnectElapsed);
    }

    [Fact]
    public async Task Connect_ManyAddresses_AlternatesFamiliesAndStopsAtSix()
    {
        string[] addresses = ["2a00::1", "2a00::2", "2a00::3", "2a00::4", "8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4"];
        _it.Resolver.With("many.example.com", addresses);
        foreach (var address in addresses)
        {
            _it.Connector.Fails(address, SocketError.ConnectionRefused);
        }

        await _it.Failure("many.example.com", 25);

        Assert.Equal(
            ["2a00::1", "8.8.8.1", "2a00::2", "8.8.8.2", "2a00::3", "8.8.8.3"],
            _it.Connector.Tried.Select(tried => tried.Address.ToString()));
    }

    [Fact]
    public async Task Connect_SilentDns_IsADnsTimeout()
    {
        var network = new GuardedNetwork(new AddressGuard(_it.Options), new SilentResolver(), _it.Time, _it.Connector);

        var connecting = network.ConnectAsync(
            new NetworkTarget("slow.example.com", 25, NetworkPurpose.Mail),
            null,
            TimeSpan.FromSeconds(5),
            TimeSpan.FromSeconds(10),
            TestContext.Current.CancellationToken);
        await _it.Time.WhenTimersAsync(1);
        _it.Time.Advance(TimeSpan.FromSeconds(5));
        var failure = Assert.IsType<ConnectFailed>(await connecting);

        Assert.Equal((ConnectStage.Dns, ConnectFailureKind.DnsTimeout), (failure.Stage, failure.Kind));
        Assert.Equal(TimeSpan.FromSeconds(5), failure.DnsElapsed);
    }

    [Fact]
    public async Task Connect_CallerGivesUp_Throws()
    {
        _it.Resolver.With("silent.example.com", "8.8.8.8");
        _it.Connector.Silent("8.8.8.8");
        var network = new GuardedNetwork(new AddressGuard(_it.Options), _it.Resolver, _it.Time, _it.Connector);
        using var caller = new CancellationTokenSource();

        var connecting = network.ConnectAsync(
            new NetworkTarget("silent.example.com", 25, NetworkPurpose.Mail),
            null,
            TimeSpan.Zero,
            TimeSpan.Zero,
            caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await connecting);
    }

    /// <summary>Does not even notice that nobody waits any more, as getaddrinfo does not.</summary>
    private sealed class SilentResolver : IHostResolver
    {
        public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
            new(new TaskCompletionSource<IReadOnlyList<IPAddress>>().Task);
    }
}
