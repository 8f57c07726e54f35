namespace EmailPlatform.TestKit.Peers;

/// <summary>Signals by their POSIX numbers.</summary>
public enum PeerSignal
{
    HangUp = 1,
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,

    /// <summary>Goes on after <see cref="Stop"/> (Linux number).</summary>
    Continue = 18,

    /// <summary>Freezes the process, its connections stay open (Linux number).</summary>
    Stop = 19,
}
