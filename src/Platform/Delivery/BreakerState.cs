namespace EmailPlatform.Platform.Delivery;

/// <summary>Whether a tenant's connector is being used.</summary>
public enum BreakerState
{
    /// <summary>Mail goes out.</summary>
    Closed,

    /// <summary>The connector failed several times in a row; mail waits.</summary>
    Open,

    /// <summary>One attempt is under way to see whether it works again.</summary>
    HalfOpen,
}
