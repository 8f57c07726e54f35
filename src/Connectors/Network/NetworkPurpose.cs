namespace EmailPlatform.Connectors.Network;

/// <summary>What a connection is for; it decides which ports the target may have.</summary>
public enum NetworkPurpose
{
    /// <summary>SMTP: <see cref="NetworkOptions.MailPorts"/>.</summary>
    Mail,

    /// <summary>HTTP and HTTPS: <see cref="NetworkOptions.HttpPorts"/>.</summary>
    Http,

    /// <summary>
    /// A base URL that the operator put in place of a provider's: trusted, so any port and private or loopback addresses too.
    /// Never what a tenant named; <see cref="ProviderEndpoints"/> holds the few targets for which it is used.
    /// </summary>
    Operator,
}
