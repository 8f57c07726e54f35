namespace EmailPlatform.Platform.Revisions;

/// <summary>How many revisions a node keeps open and for how long.</summary>
public sealed class OpenRevisionOptions
{
    /// <summary>Beyond it those not used for longest are closed.</summary>
    public int Most { get; set; } = 2000;

    /// <summary>One that nobody used for this long is closed.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(10);
}
