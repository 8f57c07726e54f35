using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <summary>Lists a tenant's messages by the narrowest index that the filter allows, between the places of the times asked for.</summary>
internal static class MessageListing
{
    public static async Task<Page<Message>> ListAsync(PostgresSession session, TenantId tenant, MessageFilter filter, long? before, int limit)
    {
        var id = tenant.ToString();
        var first = filter.From is { } from ? await FirstSinceAsync(session, id, from - ListTimes.Slack) : 0;
        var end = filter.Until is { } until ? await FirstSinceAsync(session, id, until + ListTimes.Slack) : long.MaxValue;
        var top = Math.Min(before ?? long.MaxValue, end);
        var index = ListIndex.For(filter);
        var status = filter.Status is { } value ? Words<MessageStatus>.Of(value) : null;
        var floor = !index.LeavesRowsOut ? null : await session.FirstNumberAsync(
            "message_lists.floor" + index.Suffix,
            ("tenant", id),
            ("recipientKey", filter.RecipientKey),
            ("status", status),
            ("before", top),
            ("floor", first),
            ("scan", index.MostRows));
        var rows = await session.QueryAsync(
            "message_lists.list" + index.Suffix,
            MessageRows.Message,
            ("tenant", id),
            ("recipientKey", filter.RecipientKey),
            ("before", top),
            ("floor", floor ?? first),
            ("from", filter.From ?? DateTimeOffset.MinValue),
            ("until", filter.Until ?? DateTimeOffset.MaxValue),
            ("usageType", filter.UsageType),
            ("status", status),
            ("limit", limit + 1));
        return rows.Count > limit
            ? new Page<Message>(rows[..limit], rows[limit - 1].Sequence)
            : new Page<Message>(rows, floor);
    }

    /// <summary>The place in commit order from which on messages are not older.</summary>
    private static async Task<long> FirstSinceAsync(PostgresSession session, string tenant, DateTimeOffset time)
    {
        var (low, high) = (0L, (await session.FirstNumberAsync("message_lists.last_place", ("tenant", tenant)) ?? 0) + 1);
        var end = high;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var row = await session.FirstAsync(
                "message_lists.next_place", place => new Place(place.GetInt64(0), place.Time(1)), ("tenant", tenant), ("seq", middle));
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

    private sealed record Place(long Seq, DateTimeOffset CreatedAt);
}
