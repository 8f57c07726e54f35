using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>The same promises with real sockets on loopback.</summary>
public sealed class RealSocketTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RealSocketTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Connect_LoopbackAllowed_GivesAConnectedSocketWithoutDelay()
    {
        var result = Assert.IsType<ConnectSucceeded>(await Connect(new NetworkOptions { AllowLoopback = true }, "localhost"));

        using var socket = result.Socket;
        using var accepted = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        Assert.True(socket.NoDelay);
        Assert.Equal(socket.LocalEndPoint, accepted.RemoteEndPoint);
    }

    [Fact]
    public async Task Connect_LoopbackNotAllowed_OpensNothing()
    {
        var failure = Assert.IsType<ConnectFailed>(await Connect(new NetworkOptions(), "127.0.0.1"));

        Assert.Equal(ConnectFailureKind.NotAllowed, failure.Kind);
        Assert.False(_listener.Pending());
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("*"), InlineData("localhost"), InlineData("[::]")]
    public async Task Connect_OwnListenerWithLoopbackAllowed_IsRefused(string host)
    {
        var options = new NetworkOptions { AllowLoopback = true, AllowPrivateAddresses = true };
        options.DeniedEndpoints.Add($"{host}:{Port}");

        var failure = Assert.IsType<ConnectFailed>(await Connect(options, "127.0.0.1"));

        Assert.Equal(ConnectFailureKind.NotAllowed, failure.Kind);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task Connect_NobodyListens_IsRefused()
    {
        // Bound and not listening: the port cannot become anybody else's meanwhile.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = Assert.IsType<IPEndPoint>(bound.LocalEndPoint).Port;

        var failure = Assert.IsType<ConnectFailed>(await Connect(new NetworkOptions { AllowLoopback = true }, "127.0.0.1", port));

        Assert.Equal((ConnectStage.Connect, ConnectFailureKind.Refused), (failure.Stage, failure.Kind));
        Assert.Equal(IPAddress.Loopback, failure.Address);
    }

    [Fact]
    public async Task Connect_LocalAddress_IsWhereTheConnectionComesFrom()
    {
        var from = IPAddress.Parse("127.0.0.2");

        var result = Assert.IsType<ConnectSucceeded>(await Connect(new NetworkOptions { AllowLoopback = true }, "127.0.0.1", from: from));

        using var socket = result.Socket;
        using var accepted = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        Assert.Equal(from, Assert.IsType<IPEndPoint>(accepted.RemoteEndPoint).Address);
    }

    [Fact]
    public async Task Connect_LocalAddressOfAnotherMachine_IsSaid()
    {
        var result = await Connect(new NetworkOptions { AllowLoopback = true }, "127.0.0.1", from: IPAddress.Parse("192.0.2.55"));

        var failure = Assert.IsType<ConnectFailed>(result);
        Assert.Equal(ConnectFailureKind.Unreachable, failure.Kind);
        Assert.Contains("192.0.2.55", failure.Detail, StringComparison.Ordinal);
    }

    private async Task<ConnectResult> Connect(NetworkOptions options, string host, int? port = null, IPAddress? from = null)
    {
        var network = new GuardedNetwork(new AddressGuard(options), new SystemResolver(), TimeProvider.System);

        return await network.ConnectAsync(
            new NetworkTarget(host, port ?? Port, NetworkPurpose.Mail),
            from,
            TimeSpan.FromSeconds(10),
            TimeSpan.FromSeconds(10),
            TestContext.Current.CancellationToken);
    }
}
