using EmailPlatform.Platform.Messages;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>Turns the times of a filter into places in commit order (<see cref="ListTimes"/>).</summary>
internal static class MessageTimes
{
    /// <returns>Outside of these places nothing is of the times asked for: below <c>First</c> is older, from <c>Before</c> on newer.</returns>
    public static (long First, long Before) Of(Session session, string tenant, MessageFilter filter)
    {
        var first = filter.From is { } from ? FirstSince(session, tenant, Micros.Of(from - ListTimes.Slack)) : 0;
        var before = filter.Until is { } until ? FirstSince(session, tenant, Micros.Of(until + ListTimes.Slack)) : long.MaxValue;
        return (first, before);
    }

    private static long FirstSince(Session session, string tenant, long time)
    {
        var (low, high) = (0L, (session.FirstNumber("messages.last_place", ("tenant", tenant)) ?? 0) + 1);
        var end = high;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var row = session.First("messages.next_place", place => new Place(place.GetInt64(0), place.GetInt64(1)), ("tenant", tenant), ("seq", middle));
            if (row is null || row.CreatedAt >= time)
            {
                high = middle;
            }
            else
            {
                low = row.Seq + 1;
            }
        }

        return low == end ? long.MaxValue : low;
    }

    private sealed record Place(long Seq, long CreatedAt);
}
