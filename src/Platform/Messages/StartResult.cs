namespace EmailPlatform.Platform.Messages;

/// <summary>What became of a wish to start an attempt.</summary>
public enum StartResult
{
    /// <summary>The attempt is on the record; send.</summary>
    Started,

    /// <summary>The switch's queue policy, or the want of a connector, holds the message; this is on the record.</summary>
    Held,

    /// <summary>Not this node's, not in a state that may start, or past its expiry: leave it alone.</summary>
    Refused,
}

/// <summary>What became of a wish to start an attempt, and what to send.</summary>
/// <param name="Attempt">The attempt's number, from 1.</param>
/// <param name="Epoch">The epoch that the attempt is made on: it finishes on it.</param>
/// <param name="Revision">The revision of that epoch.</param>
/// <param name="SealedContent">What to send.</param>
/// <param name="Version">The tenant's version when the attempt began: it is made with the templates of that version, or later ones.</param>
public sealed record StartOutcome(StartResult Result, int Attempt = 0, long Epoch = 0, int Revision = 0, byte[]? SealedContent = null, long Version = 0);
