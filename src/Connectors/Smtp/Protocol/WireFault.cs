namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>What became of a connection that can no longer be used.</summary>
internal enum WireFault
{
    /// <summary>The server closed it, or the network reset it.</summary>
    Closed,

    /// <summary>The server was silent for too long.</summary>
    TimedOut,

    /// <summary>The attempt's deadline passed, or the caller gave up.</summary>
    Cancelled,

    /// <summary>What came is no SMTP reply.</summary>
    NotSmtp,

    /// <summary>What came is a TLS record where clear text is due.</summary>
    SpeaksTls,
}
