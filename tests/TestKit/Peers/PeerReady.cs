namespace EmailPlatform.TestKit.Peers;

/// <summary>How one sees that a started peer can be used.</summary>
public sealed record PeerReady
{
    private PeerReady()
    {
    }

    /// <summary>Ready as soon as the process has started.</summary>
    public static PeerReady AtOnce { get; } = new();

    /// <summary>Ports that must be listening.</summary>
    public IReadOnlyList<int> Ports { get; private init; } = [];

    /// <summary>Text that a line of output must contain.</summary>
    public string? Line { get; private init; }

    /// <summary>How long the peer may take.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Ready when all these ports listen. They are looked up, not connected to: the peer sees no connection.</summary>
    public static PeerReady OnPort(params int[] ports)
    {
        return new PeerReady { Ports = ports };
    }

    /// <summary>Ready when a line of stdout or stderr contains the text.</summary>
    public static PeerReady OnLine(string text)
    {
        return new PeerReady { Line = text };
    }
}
