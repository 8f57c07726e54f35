using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Repository.Feed;

public sealed class FeedChoiceTests : IDisposable
{
    private readonly FeedCheckout _checkout = new();

    [Fact]
    public async Task Choose_FeedLacksPackages_UsesTheCoreFeedAndRemembersNothing()
    {
        var said = await _checkout.Choose();

        Assert.StartsWith("Packages: the core feed (NU11", said, StringComparison.Ordinal);
        Assert.False(File.Exists(_checkout.Remembered));
        Assert.Equal("false", await _checkout.EvaluateFullFeed());
    }

    [Fact]
    public async Task Choose_FeedHasPackages_UsesTheFullFeedAndRemembersIt()
    {
        _checkout.FillLocalFeed();

        Assert.Equal("Packages: the full feed.", await _checkout.Choose());
        Assert.Equal("true", await _checkout.EvaluateFullFeed());
        Assert.Equal("Packages: the full feed (remembered in .feed.props).", await _checkout.Choose());
        Assert.Equal("false", await _checkout.EvaluateFullFeed("-p:FullFeed=false"));
    }

    [Fact]
    public async Task Choose_ListOfPackagesChangedSince_AsksAgain()
    {
        _checkout.FillLocalFeed();
        await _checkout.Choose();
        _checkout.TouchPackageList();

        Assert.Equal("Packages: the full feed.", await _checkout.Choose());
    }

    [Fact]
    public async Task Choose_RememberedFileSaysNothing_AsksAgain()
    {
        await File.WriteAllTextAsync(_checkout.Remembered, "<Project />");

        Assert.StartsWith("Packages: the core feed", await _checkout.Choose(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_FeedDoesNotAnswer_CountsAsMissingWhenTheBoundHasPassed()
    {
        // Connections are taken by the backlog; nobody ever answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        _checkout.UseSource($"http://{silent.LocalEndpoint}/v3/index.json");
        _checkout.Bound = 2;
        var watch = Stopwatch.StartNew();

        var said = await _checkout.Choose();

        Assert.Equal("Packages: the core feed (no answer in 2 s; -p:FullFeed=true forces the full one).", said);
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.9, 15);
        Assert.False(File.Exists(_checkout.Remembered));
    }

    [Theory]
    [InlineData("-p:FullFeed=true", "true")]
    [InlineData("--property:FullFeed=false", "false")]
    public async Task Choose_Forced_AsksNobody(string argument, string value)
    {
        // Lacks the packages, and is not asked.
        var said = await _checkout.Choose("--filter", "X", argument);

        Assert.Equal($"Packages: FullFeed={value}, as asked.", said);
    }

    public void Dispose()
    {
        _checkout.Dispose();
    }
}
