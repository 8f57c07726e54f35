namespace EmailPlatform.TestKit.Peers;

/// <summary>What a started program gets besides its arguments.</summary>
public sealed record PeerOptions
{
    public static PeerOptions Default { get; } = new();

    public string? WorkingDirectory { get; init; }

    /// <summary>Variables on top of ours; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
