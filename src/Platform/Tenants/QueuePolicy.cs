namespace EmailPlatform.Platform.Tenants;

/// <summary>What an activation does with mail that is waiting at that moment. Evaluated when an attempt starts; an activation never touches message rows.</summary>
public enum QueuePolicy
{
    /// <summary>The new connector sends it.</summary>
    Move,

    /// <summary>The connector that it was queued for finishes it.</summary>
    Drain,

    /// <summary>It waits, held, for a release or the next activation.</summary>
    Hold,
}
