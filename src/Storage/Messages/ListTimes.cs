namespace EmailPlatform.Storage.Messages;

/// <summary>
/// Halving for a place in commit order by time. A message's time is that of its request, so the two orders differ by no more
/// than a request waits and clocks are corrected: that much is added, and the rows themselves are compared after. So some
/// dozens of look-ups find a place, and no index by time burdens every message.
/// </summary>
internal static class ListTimes
{
    public static TimeSpan Slack { get; } = TimeSpan.FromMinutes(10);
}
