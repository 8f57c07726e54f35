namespace EmailPlatform.Platform.Delivery;

/// <summary>How this node delivers. Section <c>EmailPlatform:Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    /// <summary>Attempts at the same time, over all tenants.</summary>
    public int Concurrency { get; set; } = 256;

    /// <summary>The longest that one attempt may take; it never runs past the message's expiry.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Nothing is started with less life left than this, or than half of its own life where that is less: the recipient
    /// could not use the code any more.
    /// </summary>
    public TimeSpan LeastLife { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Waiting messages of one tenant held in memory; the rest waits in the store.</summary>
    public int TenantWindow { get; set; } = 1_000;

    /// <summary>Waiting messages held in memory, over all tenants.</summary>
    public int NodeWindow { get; set; } = 20_000;

    /// <summary>How often the store is asked for waiting rows that nobody holds, and for expired ones.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an orderly stop waits for attempts under way.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// The waits before the second, third … attempt; after the last they double up to <see cref="LongestWait"/>. When absent
    /// 1, 3, 10 and 30 s: a default here would stand before what is configured, not give way to it.
    /// </summary>
    public IReadOnlyList<TimeSpan>? RetryWaits { get; set; }

    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Failures of a tenant's connector in a row after which its breaker opens.</summary>
    public int BreakerThreshold { get; set; } = 5;

    /// <summary>How long an open breaker waits before it lets one attempt through; doubles up to <see cref="LongestBreak"/>.</summary>
    public TimeSpan Break { get; set; } = TimeSpan.FromSeconds(2);

    public TimeSpan LongestBreak { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the answer to a request with an <c>Idempotency-Key</c> is kept, at least.</summary>
    public TimeSpan AnswerAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The life that a message must have left for an attempt to start.</summary>
    internal TimeSpan LeastLifeOf(DateTimeOffset createdAt, DateTimeOffset expiresAt)
    {
        var half = (expiresAt - createdAt) / 2;
        return half < LeastLife ? half : LeastLife;
    }
}
