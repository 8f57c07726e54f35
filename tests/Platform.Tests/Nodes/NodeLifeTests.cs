using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Platform.Nodes;

public sealed class NodeLifeTests
{
    private readonly ManualTime _time = new();
    private readonly NodeLife _life;

    public NodeLifeTests() => _life = new NodeLife(new NodeProfile("node-1", "all", "direct", "1.2.3"), _time);

    [Fact]
    public void Life_ThatTheStoreHasNotHeardOf_StartsNothing() => Assert.False(_life.MayStart);

    [Theory]
    [InlineData(7, true)]
    [InlineData(7.001, false)]
    public void Life_WithLessThanTheReserveLeft_StartsNothing(double seconds, bool expected)
    {
        _life.Confirm(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, _life.MayStart);
        Assert.Equal(expected, _life.MayStartUnder(_life.Lease));
    }

    [Fact]
    public void Renewal_IsAnotherLifeOfTheSameName()
    {
        var first = _life.Lease;
        _life.Confirm(_time.GetTimestamp());
        _life.Renew();

        Assert.False(_life.MayStart);
        _life.Confirm(_time.GetTimestamp());
        Assert.True(_life.MayStart);
        Assert.False(_life.MayStartUnder(first));
        Assert.Equal("node-1", _life.Lease.Node);
        Assert.NotEqual(first.Incarnation, _life.Lease.Incarnation);
    }
}
