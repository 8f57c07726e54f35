using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>
/// Lists a tenant's messages by the narrowest index that the filter allows, between the places of the times asked for. What
/// is left of the filter is tried row by row, on a bounded number of rows: a page without a match says where to go on.
/// </summary>
internal static class MessageListing
{
    /// <summary>What one page looks at: some tens of milliseconds at worst.</summary>
    private const int MostRows = 20_000;
    private const int MostEntries = 100_000;

    /// <summary>Of everything, with time and usage in it.</summary>
    private const string TenantIndex = "";

    public static Page<Message> List(Session session, TenantId tenant, MessageFilter filter, long? before, int limit)
    {
        var id = tenant.ToString();
        var times = MessageTimes.Of(session, id, filter);
        var top = Math.Min(before ?? long.MaxValue, times.Before);
        var index = IndexFor(filter);
        var floor = LeavesRowsOut(filter, index) ? FindFloor(session, id, filter, index, top, times.First) : null;
        var rows = session.Query(
            "messages.list" + index,
            MessageReading.ReadMessage,
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

    private static string IndexFor(MessageFilter filter) => filter switch
    {
        { RecipientKey: not null } => "_of_recipient",
        { Status: MessageStatus.Sending } => "_of_sending",
        { Status: not (null or MessageStatus.Sent) } => "_of_status",
        _ => TenantIndex,
    };

    /// <summary>Whether rows of the index may not be of the list. Those being sent are as few as a node sends at once.</summary>
    private static bool LeavesRowsOut(MessageFilter filter, string index) => index switch
    {
        "_of_sending" => false,
        "_of_status" => filter.UsageType is not null || IsTimed(filter),
        _ => filter.UsageType is not null || filter.Status is not null || IsTimed(filter),
    };

    private static bool IsTimed(MessageFilter filter) => filter.From is not null || filter.Until is not null;

    /// <returns>The last row that the page may look at; <c>null</c> when it may look at all.</returns>
    private static long? FindFloor(Session session, string tenant, MessageFilter filter, string index, long before, long first) => session.FirstNumber(
        "messages.floor" + index,
        ("tenant", tenant),
        ("recipientKey", filter.RecipientKey),
        ("usageType", filter.UsageType),
        ("status", Status(filter)),
        ("before", before),
        ("floor", first),
        ("scan", index == TenantIndex && filter.Status is null ? MostEntries : MostRows));

    private static string? Status(MessageFilter filter) => filter.Status is { } status ? Words<MessageStatus>.Of(status) : null;
}
