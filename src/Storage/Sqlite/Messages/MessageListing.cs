using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>Lists a tenant's messages by the narrowest index that the filter allows, between the places of the times asked for.</summary>
internal static class MessageListing
{
    public static Page<Message> List(Session session, TenantId tenant, MessageFilter filter, long? before, int limit)
    {
        var id = tenant.ToString();
        var times = MessageTimes.Of(session, id, filter);
        var top = Math.Min(before ?? long.MaxValue, times.Before);
        var index = ListIndex.For(filter);
        var floor = index.LeavesRowsOut ? FindFloor(session, id, filter, index, top, times.First) : null;
        var rows = session.Query(
            "messages.list" + index.Suffix,
            MessageRows.Message,
            ("tenant", id),
            ("recipientKey", filter.RecipientKey),
            ("before", top),
            ("floor", floor ?? times.First),
            ("from", Micros.Of(filter.From) ?? long.MinValue),
            ("until", Micros.Of(filter.Until) ?? long.MaxValue),
            ("usageType", filter.UsageType),
            ("status", Status(filter)),
            ("limit", limit + 1));
        return rows.Count > limit
            ? new Page<Message>(rows[..limit], rows[limit - 1].Sequence)
            : new Page<Message>(rows, floor);
    }

    /// <returns>The last row that the page may look at; <c>null</c> when it may look at all.</returns>
    private static long? FindFloor(Session session, string tenant, MessageFilter filter, ListIndex index, long before, long first) => session.FirstNumber(
        "messages.floor" + index.Suffix,
        ("tenant", tenant),
        ("recipientKey", filter.RecipientKey),
        ("usageType", filter.UsageType),
        ("status", Status(filter)),
        ("before", before),
        ("floor", first),
        ("scan", index.MostRows));

    private static string? Status(MessageFilter filter) => filter.Status is { } status ? Words<MessageStatus>.Of(status) : null;
}
