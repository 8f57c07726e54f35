namespace EmailPlatform.Platform.Delivery;

public sealed class DeliveryOptionsCheckTests
{
    public static TheoryData<string, Action<DeliveryOptions>> Impossible => new()
    {
        { "Concurrency", options => options.Concurrency = 0 },
        { "TenantWindow", options => options.TenantWindow = 0 },
        { "NodeWindow", options => options.NodeWindow = -1 },
        { "BreakerThreshold", options => options.BreakerThreshold = 0 },
        { "AttemptTimeout", options => options.AttemptTimeout = TimeSpan.Zero },
        { "AttemptTimeout", options => options.AttemptTimeout = TimeSpan.FromDays(25) },
        { "LeastLife", options => options.LeastLife = TimeSpan.FromSeconds(-1) },
        { "Period", options => options.Period = TimeSpan.Zero },
        { "StopTimeout", options => options.StopTimeout = TimeSpan.FromSeconds(-1) },
        { "RetryWaits:1", options => options.RetryWaits = [TimeSpan.FromSeconds(1), TimeSpan.Zero] },
        { "LongestWait", options => options.LongestWait = TimeSpan.Zero },
        { "Break", options => options.Break = TimeSpan.Zero },
        { "AnswerAge", options => options.AnswerAge = TimeSpan.FromHours(23) },
        { "LongestBreak", options => options.LongestBreak = TimeSpan.FromSeconds(1) },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Setting_ThatCannotWork_IsRefusedByName(string name, Action<DeliveryOptions> configure)
    {
        var options = new DeliveryOptions();
        configure(options);

        var failure = Assert.Single(new DeliveryOptionsCheck().Validate(null, options).Failures ?? []);
        Assert.StartsWith($"EmailPlatform:Delivery:{name} ", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_Pass() => Assert.True(new DeliveryOptionsCheck().Validate(null, new DeliveryOptions()).Succeeded);
}
