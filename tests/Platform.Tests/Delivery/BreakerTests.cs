using EmailPlatform.Connectors;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Platform.Delivery;

public sealed class BreakerTests
{
    private readonly ManualTime _time = new();
    private readonly DeliveryOptions _options = new();
    private readonly Breaker _breaker;

    public BreakerTests()
    {
        _breaker = new Breaker(_options, _time);
        _breaker.Reset(1);
    }

    private static Outcome Failure { get; } = Outcome.Deferred(FaultScope.Connector, "535");

    [Theory]
    [InlineData(FaultScope.Connector)]
    [InlineData(FaultScope.Platform)]
    public void Failures_InARow_OpenIt(FaultScope scope)
    {
        for (var i = 1; i < _options.BreakerThreshold; i++)
        {
            _breaker.Report(Outcome.Deferred(scope, "x"), 1, 0);
        }

        Assert.True(_breaker.TryBegin(out _));
        _breaker.Report(Outcome.Unknown(scope, "lost"), 1, 0);

        Assert.False(_breaker.TryBegin(out _));
        Assert.Equal(BreakerState.Open, _breaker.Health.State);
        Assert.Equal("lost", _breaker.Health.LastError);
        Assert.Equal(_time.GetUtcNow(), _breaker.Health.Since);
        Assert.Equal(_time.GetUtcNow() + _options.Break, _breaker.ClosedUntil(_time.GetUtcNow()));
    }

    [Fact]
    public void Recipients_HoweverMany_CountForNothing()
    {
        for (var i = 0; i < 100; i++)
        {
            _breaker.Report(Outcome.Deferred(FaultScope.Recipient, "450"), 1, 0);
            _breaker.Report(Outcome.Rejected(FaultScope.Recipient, "550"), 1, 0);
            _breaker.Report(Outcome.Rejected(FaultScope.Message, "552"), 1, 0);
        }

        Assert.True(_breaker.IsClosed);
        Fail(_options.BreakerThreshold - 1);
        _breaker.Report(Outcome.Rejected(FaultScope.Recipient, "550"), 1, 0);
        Fail(1);
        Assert.Equal(BreakerState.Open, _breaker.Health.State);
    }

    [Fact]
    public void Success_BetweenFailures_BeginsTheCountAnew()
    {
        Fail(_options.BreakerThreshold - 1);
        _breaker.Report(Outcome.Accepted("250"), 1, 0);
        Fail(_options.BreakerThreshold - 1);

        Assert.Equal(BreakerState.Closed, _breaker.Health.State);
    }

    [Fact]
    public void Failures_OfAttemptsThatBeganBefore_DoNotLengthenTheBreak()
    {
        Fail(_options.BreakerThreshold + 20);

        Assert.Equal(_time.GetUtcNow() + _options.Break, _breaker.ClosedUntil(_time.GetUtcNow()));
    }

    [Fact]
    public void Probe_WhenTheBreakIsOver_IsOne()
    {
        OpenAndWait();

        Assert.True(_breaker.TryBegin(out var probe));
        Assert.NotEqual(0, probe);
        Assert.False(_breaker.TryBegin(out _));
        Assert.Equal(DateTimeOffset.MaxValue, _breaker.ClosedUntil(_time.GetUtcNow()));
        Assert.Equal(BreakerState.HalfOpen, _breaker.Health.State);
    }

    [Fact]
    public void Probe_Fails_WaitsTwiceAsLongUpToABound()
    {
        Fail(_options.BreakerThreshold);
        var wait = _options.Break;
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(wait);
            Assert.True(_breaker.TryBegin(out var probe));
            _breaker.Report(Failure, 1, probe);
            wait = wait * 2 < _options.LongestBreak ? wait * 2 : _options.LongestBreak;
            Assert.Equal(_time.GetUtcNow() + wait, _breaker.ClosedUntil(_time.GetUtcNow()));
        }
    }

    [Fact]
    public void Probe_Succeeds_ClosesAndSendingGrows()
    {
        OpenAndWait();
        Assert.True(_breaker.TryBegin(out var probe));
        _breaker.Report(Outcome.Accepted("250"), 1, probe);

        Assert.Equal(BreakerState.Closed, _breaker.Health.State);
        Assert.Equal(2, _breaker.Pace);
        _breaker.Report(Outcome.Accepted("250"), 1, 0);
        Assert.Equal(4, _breaker.Pace);
        for (var i = 0; i < 20; i++)
        {
            _breaker.Report(Outcome.Accepted("250"), 1, 0);
        }

        Assert.Equal(int.MaxValue, _breaker.Pace);
        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public void Probe_ThatTheProviderAnsweredForTheRecipient_Closes()
    {
        OpenAndWait();
        Assert.True(_breaker.TryBegin(out var probe));
        _breaker.Report(Outcome.Rejected(FaultScope.Recipient, "550"), 1, probe);

        Assert.Equal(BreakerState.Closed, _breaker.Health.State);
    }

    [Fact]
    public void Probe_Abandoned_LeavesTheNextToBeIt()
    {
        OpenAndWait();
        Assert.True(_breaker.TryBegin(out var probe));
        _breaker.Abandon(probe);

        Assert.Null(_breaker.ClosedUntil(_time.GetUtcNow()));
        Assert.True(_breaker.TryBegin(out var next));
        Assert.NotEqual(probe, next);
    }

    [Fact]
    public void Abandon_OfAnAttemptThatIsNoProbe_FreesNoProbe()
    {
        Assert.True(_breaker.TryBegin(out var early));
        OpenAndWait();
        Assert.True(_breaker.TryBegin(out _));
        _breaker.Abandon(early);

        Assert.False(_breaker.TryBegin(out _));
    }

    [Fact]
    public void Report_OfAnAttemptThatIsNoProbe_LeavesTheProbeAlone()
    {
        OpenAndWait();
        Assert.True(_breaker.TryBegin(out _));
        Fail(3);

        Assert.Equal(BreakerState.HalfOpen, _breaker.Health.State);
        Assert.False(_breaker.TryBegin(out _));
    }

    [Fact]
    public void NewEpoch_StartsClosed_AndTheOldOnesEndsSayNothing()
    {
        OpenAndWait();
        Assert.True(_breaker.TryBegin(out var probe));

        Assert.Equal(1, _breaker.Reset(2));
        Assert.Null(_breaker.Reset(2));
        Assert.Null(_breaker.Reset(1));

        for (var i = 0; i < 20; i++)
        {
            _breaker.Report(Failure, 1, probe);
        }

        Assert.True(_breaker.IsClosed);
        Assert.Equal(new ConnectorHealth(BreakerState.Closed, null, null), _breaker.Health);
    }

    [Fact]
    public void Probe_OfAnEarlierEpoch_DoesNotFreeTheOneOfThis()
    {
        OpenAndWait();
        Assert.True(_breaker.TryBegin(out var old));
        _breaker.Reset(2);
        for (var i = 0; i < _options.BreakerThreshold; i++)
        {
            _breaker.Report(Failure, 2, 0);
        }

        _time.Advance(_options.Break);
        Assert.True(_breaker.TryBegin(out _));
        _breaker.Abandon(old);

        Assert.False(_breaker.TryBegin(out _));
    }

    [Fact]
    public void RetryAfter_LongerThanTheBreak_IsHonoured()
    {
        Fail(_options.BreakerThreshold - 1);
        _breaker.Report(Outcome.Deferred(FaultScope.Connector, "429", retryAfter: TimeSpan.FromMinutes(5)), 1, 0);

        Assert.Equal(_time.GetUtcNow().AddMinutes(5), _breaker.ClosedUntil(_time.GetUtcNow()));
    }

    [Fact]
    public void RetryAfter_BeyondReason_IsBounded()
    {
        Fail(_options.BreakerThreshold - 1);
        _breaker.Report(Outcome.Deferred(FaultScope.Connector, "429", retryAfter: TimeSpan.MaxValue), 1, 0);

        Assert.Equal(_time.GetUtcNow().AddHours(1), _breaker.ClosedUntil(_time.GetUtcNow()));
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _breaker.Report(Failure, 1, 0);
        }
    }

    private void OpenAndWait()
    {
        Fail(_options.BreakerThreshold);
        _time.Advance(_options.Break);
    }
}
