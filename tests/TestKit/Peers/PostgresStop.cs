namespace EmailPlatform.TestKit.Peers;

/// <summary>How a PostgreSQL server goes down.</summary>
public enum PostgresStop
{
    /// <summary>Cuts its clients off, rolls their work back and writes everything down.</summary>
    Fast = PeerSignal.Interrupt,

    /// <summary>Cuts its clients off and ends without more ado; the next start recovers from the log.</summary>
    Immediate = PeerSignal.Quit,
}
