namespace EmailPlatform.Connectors.Network;

/// <summary>
/// Where tenants may send the platform to; bound to <c>EmailPlatform:Network</c>.
/// Lists that configuration names are added to the defaults.
/// </summary>
public sealed class NetworkOptions
{
    /// <summary>
    /// Lets tenants name private addresses and any port. What is never a mail or web server of theirs
    /// (cloud metadata, multicast, unspecified, tunnels) stays refused, and so do <see cref="DeniedEndpoints"/>.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Lets tenants name loopback addresses, on any port. For development.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>
    /// The platform's own database and listeners as <c>host:port</c>: refused whatever else is allowed.
    /// The host may be a name, an address, or <c>*</c> (also 0.0.0.0 and [::]) for every address of this machine.
    /// </summary>
    public IList<string> DeniedEndpoints { get; } = [];

    /// <summary>The ports that SMTP may use on public addresses.</summary>
    public IList<int> MailPorts { get; } = [25, 80, 465, 587, 2465, 2525, 2587];

    /// <summary>The ports that HTTP may use on public addresses.</summary>
    public IList<int> HttpPorts { get; } = [443, 80];

    /// <summary>The bound on resolving the host of an HTTP request.</summary>
    public TimeSpan HttpDnsTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The bound on connecting to the host of an HTTP request.</summary>
    public TimeSpan HttpConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Where URLs that secrets are sent to may do without TLS; follows from what may be reached.</summary>
    public PlainHttp PlainHttp => AllowPrivateAddresses ? PlainHttp.Anywhere : AllowLoopback ? PlainHttp.OnLoopback : PlainHttp.Nowhere;
}
