namespace EmailPlatform.Connectors;

/// <summary>Whose fault an outcome is, and so who can mend it.</summary>
public enum FaultScope
{
    /// <summary>This message: its content, size or headers. Sending it again unchanged cannot help.</summary>
    Message,

    /// <summary>The recipient's address or mailbox.</summary>
    Recipient,

    /// <summary>The tenant's connector or its account: a bad key, an unverified sender, a quota. Every message of the tenant is affected.</summary>
    Connector,

    /// <summary>The way there: the network, the provider's own trouble, or this platform.</summary>
    Platform,
}
