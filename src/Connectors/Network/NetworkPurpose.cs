namespace EmailPlatform.Connectors.Network;

/// <summary>What a connection is for; it decides which ports the target may have.</summary>
public enum NetworkPurpose
{
    /// <summary>SMTP: <see cref="NetworkOptions.MailPorts"/>.</summary>
    Mail,

    /// <summary>HTTP and HTTPS: <see cref="NetworkOptions.HttpPorts"/>.</summary>
    Http,
}
