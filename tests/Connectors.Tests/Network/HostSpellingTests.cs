namespace EmailPlatform.Connectors.Network;

/// <summary>The many ways to write a host that is not what it looks like, through the machine's own resolver.</summary>
public sealed class HostSpellingTests
{
    [Theory]
    [InlineData("127.0.0.1"), InlineData("127.1"), InlineData("0x7f.1"), InlineData("0x7f000001"), InlineData("2130706433")]
    [InlineData("0177.0.0.1"), InlineData("017700000001"), InlineData("127.0.0.1."), InlineData("localhost"), InlineData("localhost."), InlineData("LOCALHOST")]
    [InlineData("::1"), InlineData("[::1]"), InlineData("[::1]:25"), InlineData("0:0:0:0:0:0:0:1"), InlineData("::ffff:127.0.0.1"), InlineData("[::ffff:7f00:1]")]
    [InlineData("0"), InlineData("0.0.0.0"), InlineData("::"), InlineData("[::]"), InlineData("fe80::1%1")]
    [InlineData("１２７.０.０.１"), InlineData("①②⑦.⓪.⓪.①"), InlineData("127。0。0。1"), InlineData("ｌｏｃａｌｈｏｓｔ")]
    [InlineData("169.254.169.254"), InlineData("0xa9fea9fe"), InlineData("2852039166"), InlineData("[fd00:ec2::254]"), InlineData("64:ff9b::7f00:1")]
    public async Task Connect_DisguisedSpecialAddress_IsNotConnectedTo(string host)
    {
        var connector = new FakeConnector();

        var failure = Assert.IsType<ConnectFailed>(await Connect(new NetworkOptions(), host, connector));

        Assert.Contains(failure.Kind, new[] { ConnectFailureKind.NotAllowed, ConnectFailureKind.NotFound });
        Assert.Empty(connector.Tried);
    }

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("a b"), InlineData("127.0.0.1 "), InlineData("host\0.example.com"), InlineData("host\r\nX: y")]
    [InlineData("http://127.0.0.1"), InlineData("user@host"), InlineData("host/path"), InlineData("host:25"), InlineData("a..b"), InlineData(".")]
    public async Task Connect_NotAHostName_IsNotFoundWithoutAskingDns(string host)
    {
        var resolver = new FakeResolver();
        var network = new GuardedNetwork(new AddressGuard(new NetworkOptions()), resolver, TimeProvider.System, new FakeConnector());

        var result = await network.ConnectAsync(
            new NetworkTarget(host, 25, NetworkPurpose.Mail), null, TimeSpan.Zero, TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Equal(ConnectFailureKind.NotFound, Assert.IsType<ConnectFailed>(result).Kind);
        Assert.Empty(resolver.Asked);
    }

    [Fact]
    public async Task Connect_HostOf300Characters_IsNotFound()
    {
        var result = await Connect(new NetworkOptions(), string.Join('.', Enumerable.Repeat("abcde", 50)), new FakeConnector());

        Assert.Equal(ConnectFailureKind.NotFound, Assert.IsType<ConnectFailed>(result).Kind);
    }

    [Fact]
    public async Task Connect_InternationalName_IsLookedUpAsALabel()
    {
        var resolver = new FakeResolver().With("xn--bcher-kva.example", "8.8.8.8");
        var network = new GuardedNetwork(new AddressGuard(new NetworkOptions()), resolver, TimeProvider.System, new FakeConnector());

        var result = await network.ConnectAsync(
            new NetworkTarget("Bücher.example", 25, NetworkPurpose.Mail), null, TimeSpan.Zero, TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.IsType<ConnectSucceeded>(result);
    }

    private static async Task<ConnectResult> Connect(NetworkOptions options, string host, FakeConnector connector)
    {
        var network = new GuardedNetwork(new AddressGuard(options), new SystemResolver(), TimeProvider.System, connector);

        return await network.ConnectAsync(
            new NetworkTarget(host, 25, NetworkPurpose.Mail),
            null,
            TimeSpan.FromSeconds(10),
            TimeSpan.FromSeconds(10),
            TestContext.Current.CancellationToken);
    }
}
