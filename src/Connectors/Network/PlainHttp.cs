namespace EmailPlatform.Connectors.Network;

/// <summary>Where secrets may go over <c>http:</c>.</summary>
public enum PlainHttp
{
    Nowhere,

    /// <summary>To this machine, where nobody listens in.</summary>
    OnLoopback,

    /// <summary>The operator's own network is trusted.</summary>
    Anywhere,
}
