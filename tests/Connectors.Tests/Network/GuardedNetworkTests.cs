using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

public sealed class GuardedNetworkTests
{
    private readonly NetworkFixture _it = new();

    [Fact]
    public async Task Connect_PublicHost_ConnectsToTheResolvedAddress()
    {
        _it.Resolver.With("smtp.example.com", "192.0.1.10");

        var result = Assert.IsType<ConnectSucceeded>(await _it.Connect("smtp.example.com", 587));

        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.1.10"), 587), result.Remote);
    }

    [Fact]
    public async Task Connect_NameThatChangesItsAnswer_IsAskedOnceAndConnectedToAsJudged()
    {
        _it.Resolver.With("rebind.example.com", "8.8.8.8").With("rebind.example.com", "127.0.0.1");

        var first = Assert.IsType<ConnectSucceeded>(await _it.Connect("rebind.example.com", 587));
        Assert.Single(_it.Resolver.Asked);
        Assert.Equal("8.8.8.8", first.Remote.Address.ToString());

        var second = await _it.Failure("rebind.example.com", 587);
        Assert.Equal(ConnectFailureKind.NotAllowed, second.Kind);
        Assert.Single(_it.Connector.Tried);
    }

    [Fact]
    public async Task Connect_SomeAddressesPrivate_TriesOnlyTheOthers()
    {
        _it.Resolver.With("mixed.example.com", "10.0.0.1", "8.8.8.8", "::1", "169.254.169.254");

        Assert.IsType<ConnectSucceeded>(await _it.Connect("mixed.example.com", 25));

        Assert.Equal(["8.8.8.8"], _it.Connector.Tried.Select(tried => tried.Address.ToString()));
    }

    [Fact]
    public async Task Connect_OnlyPrivateAddresses_IsRefusedWithoutNamingThem()
    {
        _it.Resolver.With("intranet.example.com", "10.1.2.3", "10.1.2.4");

        var failure = await _it.Failure("intranet.example.com", 25);

        Assert.Equal((ConnectStage.Dns, ConnectFailureKind.NotAllowed), (failure.Stage, failure.Kind));
        Assert.Equal("10.1.2.3", failure.Address?.ToString());
        Assert.Contains("a private address", failure.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.2", failure.Detail, StringComparison.Ordinal);
        Assert.Empty(_it.Connector.Tried);
    }

    [Fact]
    public async Task Connect_UnknownHost_IsNotFound()
    {
        var failure = await _it.Failure("nowhere.example.com", 25);

        Assert.Equal((ConnectStage.Dns, ConnectFailureKind.NotFound), (failure.Stage, failure.Kind));
        Assert.Contains("nowhere.example.com", failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(65536)]
    public async Task Connect_ImpossiblePort_IsNotFound(int port)
    {
        _it.Options.AllowPrivateAddresses = true;

        Assert.Equal(ConnectFailureKind.NotFound, (await _it.Failure("8.8.8.8", port)).Kind);
    }

    [Fact]
    public async Task Connect_DeniedNameSharesItsAddress_IsRefused()
    {
        _it.Options.AllowPrivateAddresses = true;
        _it.Options.DeniedEndpoints.Add("DB.internal:5432");
        _it.Resolver.With("db.internal", "10.0.0.9").With("alias.example.com", "10.0.0.9", "::ffff:10.0.0.9");

        Assert.Equal(ConnectFailureKind.NotAllowed, (await _it.Failure("alias.example.com", 5432)).Kind);
        Assert.IsType<ConnectSucceeded>(await _it.Connect("alias.example.com", 5433));
    }

    [Fact]
    public async Task Connect_DeniedNameCannotBeResolved_IsRefusedForNow()
    {
        _it.Options.AllowPrivateAddresses = true;
        _it.Options.DeniedEndpoints.Add("db.internal:5432");
        _it.Resolver.With("alias.example.com", "10.0.0.9");

        Assert.Equal(ConnectFailureKind.DnsFailed, (await _it.Failure("alias.example.com", 5432)).Kind);
    }

    [Fact]
    public async Task Connect_LocalAddressOfOneFamily_LeavesTheOtherOut()
    {
        _it.Resolver.With("dual.example.com", "2a00::1", "8.8.8.8").With("six.example.com", "2a00::1");

        var result = Assert.IsType<ConnectSucceeded>(await _it.Connect("dual.example.com", 25, from: "192.0.1.1"));
        var failure = Assert.IsType<ConnectFailed>(await _it.Connect("six.example.com", 25, from: "192.0.1.1"));

        Assert.Equal("8.8.8.8", result.Remote.Address.ToString());
        Assert.Equal((ConnectStage.Connect, ConnectFailureKind.Unreachable), (failure.Stage, failure.Kind));
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, ConnectFailureKind.Refused)]
    [InlineData(SocketError.TimedOut, ConnectFailureKind.Timeout)]
    [InlineData(SocketError.NetworkUnreachable, ConnectFailureKind.Unreachable)]
    [InlineData(SocketError.HostUnreachable, ConnectFailureKind.Unreachable)]
    [InlineData(SocketError.ConnectionReset, ConnectFailureKind.Refused)]
    public async Task Connect_SocketError_IsAFailureWithTheAddress(SocketError error, ConnectFailureKind kind)
    {
        _it.Resolver.With("smtp.example.com", "8.8.8.8");
        _it.Connector.Fails("8.8.8.8", error);

        var failure = await _it.Failure("smtp.example.com", 587);

        Assert.Equal((ConnectStage.Connect, kind, "8.8.8.8"), (failure.Stage, failure.Kind, failure.Address?.ToString()));
        Assert.Contains("8.8.8.8", failure.Detail, StringComparison.Ordinal);
        Assert.Contains("587", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NoIPv6OnThisMachine_TellsWhatIPv4Answered()
    {
        _it.Resolver.With("dual.example.com", "2a00::1", "8.8.8.8");
        _it.Connector.Fails("2a00::1", SocketError.NetworkUnreachable).Fails("8.8.8.8", SocketError.ConnectionRefused);

        Assert.Equal(ConnectFailureKind.Refused, (await _it.Failure("dual.example.com", 25)).Kind);
    }
}
