using EmailPlatform.Connectors;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly DeliveryOptions _options = new();

    private static Outcome Later { get; } = Outcome.Deferred(FaultScope.Recipient, "450");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 10)]
    [InlineData(4, 30)]
    [InlineData(5, 60)]
    [InlineData(6, 120)]
    [InlineData(40, 900)]
    public void Wait_GrowsFromSeconds(int attempts, int seconds)
    {
        Assert.Equal(Now.AddSeconds(seconds), Next(0.5, attempts));
        Assert.Equal(Now.AddSeconds(seconds * 0.8), Next(0, attempts));
    }

    [Fact]
    public void RetryAfter_Longer_IsHonoured() =>
        Assert.Equal(Now.AddSeconds(100), Next(0.5, 1, Later with { RetryAfter = TimeSpan.FromSeconds(100) }));

    [Theory]
    [InlineData(4_000)]
    [InlineData(int.MaxValue)]
    public void RetryAfter_PastTheLife_LeavesNoAttempt(int seconds) =>
        Assert.Null(Next(0.5, 1, Later with { RetryAfter = TimeSpan.FromSeconds(seconds) }, life: 3_600));

    [Fact]
    public void RetryAfter_BeyondAllTime_LeavesNoAttempt() => Assert.Null(Next(0.5, 1, Later with { RetryAfter = TimeSpan.MaxValue }));

    [Fact]
    public void LastTry_ComesWhileThereIsLifeLeftToStartIt()
    {
        var next = Next(0.5, 6, life: 100);

        Assert.NotNull(next);
        Assert.True(next < Now.AddSeconds(100) - _options.LeastLife);
    }

    [Fact]
    public void LastTry_ThatHasJustFailed_IsNotMadeAgain() => Assert.Null(Next(0.5, 6, life: 32.5, createdAt: Now.AddSeconds(-60)));

    [Theory]
    [InlineData(5, 1)]
    [InlineData(20, 3)]
    public void ShortLife_LeavesRoomForAnotherAttempt(int life, int seconds) =>
        Assert.Equal(Now.AddSeconds(seconds), Next(0.5, seconds == 1 ? 1 : 2, life: life));

    [Fact]
    public void Waits_ThatAreConfigured_TakeThePlaceOfTheDefaults()
    {
        _options.RetryWaits = [TimeSpan.FromSeconds(7)];

        Assert.Equal(Now.AddSeconds(7), Next(0.5, 1));
        Assert.Equal(Now.AddSeconds(14), Next(0.5, 2));
    }

    private DateTimeOffset? Next(double random, int attempts, Outcome? outcome = null, double life = 86_400, DateTimeOffset? createdAt = null) =>
        new RetrySchedule(Options.Create(_options), new FixedRandom(random)).Next(attempts, outcome ?? Later, Now, createdAt ?? Now, Now.AddSeconds(life));

    private sealed class FixedRandom(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
