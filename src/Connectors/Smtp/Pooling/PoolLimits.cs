namespace EmailPlatform.Connectors.Smtp.Pooling;

/// <summary>How much of a server one revision takes.</summary>
/// <param name="Connections">Open at the same time; further sends wait for one.</param>
/// <param name="MessagesPerConnection">After that many the connection is closed: servers count them, and balancers get to move us.</param>
/// <param name="IdleTime">How long a connection that nobody uses is kept open.</param>
internal sealed record PoolLimits(int Connections, int MessagesPerConnection, TimeSpan IdleTime)
{
    /// <summary>Many providers allow five to ten connections and end idle ones after ten seconds to five minutes.</summary>
    public static PoolLimits Default { get; } = new(5, 100, TimeSpan.FromSeconds(30));
}
