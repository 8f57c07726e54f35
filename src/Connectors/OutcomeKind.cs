namespace EmailPlatform.Connectors;

/// <summary>The four ends of an attempt: the 2xx, 4xx and 5xx of SMTP and the honest fourth.</summary>
public enum OutcomeKind
{
    /// <summary>The provider took responsibility for the message.</summary>
    Accepted,

    /// <summary>Not taken, and trying again later may help.</summary>
    Deferred,

    /// <summary>Refused for good: the provider said so, or trying again unchanged cannot help.</summary>
    Rejected,

    /// <summary>The whole content went out and no answer to it came back: taken or not, nobody here can tell.</summary>
    Unknown,
}
