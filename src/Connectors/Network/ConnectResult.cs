namespace EmailPlatform.Connectors.Network;

/// <summary>Either <see cref="ConnectSucceeded"/> or <see cref="ConnectFailed"/>, with what each stage took.</summary>
public abstract record ConnectResult
{
    private protected ConnectResult(TimeSpan dnsElapsed, TimeSpan connectElapsed)
    {
        DnsElapsed = dnsElapsed;
        ConnectElapsed = connectElapsed;
    }

    public TimeSpan DnsElapsed { get; }

    public TimeSpan ConnectElapsed { get; }
}
